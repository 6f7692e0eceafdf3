using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>What the pages' surroundings need of the host.</summary>
public static class Shell
{
    /// <summary>The cookie of the device's choice between light and dark; absent follows the device.</summary>
    public const string ThemeCookie = "konnect.theme";

    // The pages hold nothing inline and nothing from elsewhere.
    private const string ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    // A page is fetched when its link is pressed, not when it is looked at: opening somebody's file is recorded.
    private const string SpeculationRules = """
        {"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"selector_matches":"[download],[target],[data-no-prefetch]"}}]},"eagerness":"conservative"}]}
        """;

    /// <summary>Registers what the shared components use.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services) =>
        services.AddHttpContextAccessor().AddScoped<Toasts>().AddSingleton<RefusedAttempts>();

    /// <summary>Says on every response what the browser may do with it.</summary>
    public static IApplicationBuilder UseShellHeaders(this IApplicationBuilder app) => app.Use((HttpContext context, RequestDelegate next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()";
            // What somebody sees who signed in stays in no cache.
            if (headers.CacheControl.Count == 0 && context.User.Identity?.IsAuthenticated == true)
                headers.CacheControl = "no-store";
            if (context.Response.ContentType is { } type && IsText(type) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase))
                context.Response.ContentType = $"{type}; charset=utf-8";
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
                headers["Speculation-Rules"] = "\"/speculation-rules\"";
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>
    /// Shows <c>/error/{status}</c> for a refusal without an answer of its own and for a fault. It is always fetched, also when the refused
    /// request was a post, which would be refused again. Goes before routing.
    /// </summary>
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error/500",
            // A page that failed half way has used up its scope.
            CreateScopeForErrors = true,
            StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode : DatabaseFault.StatusOf(fault) ?? StatusCodes.Status500InternalServerError,
        })
        .UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true)
        .Use(async (HttpContext context, RequestDelegate next) =>
        {
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
                context.Request.Method = HttpMethods.Get;
            await next(context);
            if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
                return;
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is null)
                context.RequestServices.GetRequiredService<RefusedAttempts>().ForgedForm((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
            // A page refuses a post without a token with an empty answer that already names its type, which would count as an answer.
            if (!context.Response.HasStarted)
                context.Response.ContentType = null;
        });

    /// <summary>Maps <c>POST /preferences</c> (language and theme of the device) and the rules for fetching pages ahead.</summary>
    public static void MapShell(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/speculation-rules", () => TypedResults.Text(SpeculationRules, "application/speculationrules+json")).AllowAnonymous();
        endpoints.MapPost("/preferences", (HttpContext context, TextCatalog catalog, [FromForm] string? language, [FromForm] string? theme, [FromForm] string? back) =>
        {
            if (language is not null && catalog.Languages.Contains(language))
                Keep(context, TextsSetup.LanguageCookie, language);
            if (theme is "light" or "dark")
                Keep(context, ThemeCookie, theme);
            else if (theme is not null)
                context.Response.Cookies.Delete(ThemeCookie);
            if (!string.IsNullOrEmpty(back) && !IsLocal(back))
                context.RequestServices.GetRequiredService<RefusedAttempts>().ForeignRedirect();
            return TypedResults.LocalRedirect(IsLocal(back) ? back! : "/");
        }).AllowAnonymous();
    }

    /// <summary>True for a path of this host: no scheme, no other host.</summary>
    public static bool IsLocal(string? address) => address is ['/'] or ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl);

    // These say nothing of their encoding by themselves.
    private static bool IsText(string type) => type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.Split(';')[0].EndsWith("xml", StringComparison.OrdinalIgnoreCase);

    private static void Keep(HttpContext context, string cookie, string value) => context.Response.Cookies.Append(
        cookie, value, HostCookies.Hidden(context, TimeSpan.FromDays(400)));
}
