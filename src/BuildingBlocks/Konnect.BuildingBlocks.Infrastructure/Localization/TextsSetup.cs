using System.Globalization;
using System.Reflection;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Localization;

/// <summary>Puts <see cref="Texts"/> in the container and in the request.</summary>
public static class TextsSetup
{
    /// <summary>The cookie of a device's chosen language, two letters; counts for visitors without the claim.</summary>
    public const string LanguageCookie = "konnect.language";

    /// <summary>
    /// Reads the texts of these assemblies once and offers <see cref="TextCatalog"/> (one) and <see cref="Texts"/> (per scope, in the
    /// default language until <see cref="UseTexts"/> or <see cref="TextCatalog.In"/> says otherwise).
    /// </summary>
    public static IServiceCollection AddTexts(this IServiceCollection services, params IEnumerable<Assembly> assemblies) => services
        .AddSingleton(new TextCatalog(assemblies))
        .AddScoped(provider => provider.GetRequiredService<TextCatalog>().In(null));

    /// <summary>
    /// Speaks the language the user chose, by claim or cookie; what the browser prefers doesn't count, since a shared device has its own
    /// browser language. Goes after authentication.
    /// </summary>
    public static IApplicationBuilder UseTexts(this IApplicationBuilder app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        var texts = context.RequestServices.GetRequiredService<Texts>();
        var chosen = context.User.FindFirst(KonnectClaims.Language)?.Value ?? context.Request.Cookies[LanguageCookie];
        texts.Language = context.RequestServices.GetRequiredService<TextCatalog>().In(chosen).Language;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = texts.Culture;
        await next(context);
    });
}
