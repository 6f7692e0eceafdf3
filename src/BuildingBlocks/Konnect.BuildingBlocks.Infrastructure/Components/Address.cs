using Microsoft.AspNetCore.Components;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>The address of the current page, without scheme and host: those may differ behind a proxy.</summary>
public static class Address
{
    /// <summary>The path.</summary>
    public static string Path(this NavigationManager navigation) => new Uri(navigation.Uri).AbsolutePath;

    /// <summary>The address with other values of some parameters; null leaves one out.</summary>
    public static string With(this NavigationManager navigation, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        new Uri(navigation.GetUriWithQueryParameters(parameters.ToArray().ToDictionary(p => p.Name, p => p.Value))).PathAndQuery;

    /// <summary>The address with another value of one parameter; null leaves it out.</summary>
    public static string With(this NavigationManager navigation, string name, object? value) => navigation.With((name, value));
}
