using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>Asked before every page; may answer in its place, for example while nobody can sign in yet.</summary>
public interface IPageGate
{
    /// <summary>The answer instead of the page, or null to let it through.</summary>
    ValueTask<IResult?> AnswerInsteadAsync(HttpContext context);
}

/// <summary>Is told of pages that were refused to who is signed in.</summary>
public interface IPageRefusals
{
    /// <summary>Somebody asked for a page without holding the permission it needs.</summary>
    void Tell(ICurrentUser user, string permission, IRequestOrigin origin);
}

/// <summary>
/// Lets a request through to a page, or to an endpoint with the same metadata, when its <see cref="RequiresPermissionAttribute"/> is held
/// or it is <see cref="PublicAttribute"/>. Deny by default: a page that declares neither is refused.
/// </summary>
public static partial class PageAuthorization
{
    /// <summary>
    /// Enforces what pages declare. A visitor who isn't signed in is challenged (the cookie scheme sends browsers to the sign-in page), one who lacks the
    /// permission gets what the scheme answers: 403 without a body, or the way to prove who one is. Goes after routing and authentication, before antiforgery and the endpoints.
    /// </summary>
    public static IApplicationBuilder UsePageAuthorization(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PageAuthorization));
        return app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            var endpoint = context.GetEndpoint();
            var page = endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>();
            // An answer that is shown in place of another, such as the error page, must not be turned away itself.
            var isRepeated = context.Features.Get<IExceptionHandlerFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
            if (page is not null && !isRepeated)
            {
                foreach (var gate in context.RequestServices.GetServices<IPageGate>())
                {
                    if (await gate.AnswerInsteadAsync(context) is not { } answer)
                        continue;
                    await answer.ExecuteAsync(context);
                    return;
                }
            }

            if (endpoint?.Metadata.GetMetadata<RequiresPermissionAttribute>() is { Permission: var needed })
            {
                var user = context.RequestServices.GetRequiredService<ICurrentUser>();
                if (user.Has(needed))
                    await next(context);
                else if (!user.IsAuthenticated)
                    await context.ChallengeAsync();
                else if (context.Request.Path == "/" && HttpMethods.IsGet(context.Request.Method))
                    context.Response.Redirect(FirstPlace(context.RequestServices, user));
                else
                {
                    await context.ForbidAsync();
                    // Who is led to prove who one is was refused nothing yet.
                    if (context.Response.StatusCode != StatusCodes.Status403Forbidden)
                        return;
                    foreach (var refusals in context.RequestServices.GetServices<IPageRefusals>())
                        refusals.Tell(user, needed, context.RequestServices.GetRequiredService<IRequestOrigin>());
                }

                return;
            }

            if (page is not null && endpoint!.Metadata.GetMetadata<PublicAttribute>() is null)
            {
                Undeclared(log, page.Type.FullName);
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            await next(context);
        });
    }

    /// <summary>Who may not see the first page starts at the first place of the own menu, or at the own profile.</summary>
    private static string FirstPlace(IServiceProvider services, ICurrentUser user) =>
        services.GetRequiredService<IReadOnlyList<IModule>>().OfType<INavigationSource>().SelectMany(m => m.Navigation)
            .Where(place => place.Href != "/" && user.Has(place.Permission)).MinBy(place => place.Order)?.Href ?? "/profile";

    [LoggerMessage(LogLevel.Error, "{Page} says neither which permission it needs nor why it needs none.")]
    private static partial void Undeclared(ILogger log, string? page);
}
