FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Host -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The data directory is the only state: mount it, back it up.
ENV KONNECT__DATA=/data ASPNETCORE_ENVIRONMENT=Production
RUN mkdir /data && chown app:app /data
VOLUME /data
USER app
EXPOSE 5080
ENTRYPOINT ["./konnect", "serve", "--urls", "http://0.0.0.0:5080"]
