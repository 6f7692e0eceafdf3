namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>One place in the menu.</summary>
/// <param name="TextKey">The key of its name.</param>
/// <param name="Href">Its address; pages below it belong to it.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Order">Its place; smaller is higher.</param>
/// <param name="Permission">Who lacks it doesn't see the place.</param>
public sealed record NavigationItem(string TextKey, string Href, string Icon, int Order, string Permission);

/// <summary>Implemented by a module's class that has places in the menu.</summary>
public interface INavigationSource
{
    /// <summary>The module's places.</summary>
    IReadOnlyList<NavigationItem> Navigation { get; }
}

/// <summary>Knows the name above the menu; a module that knows the organisation registers one.</summary>
public interface IOrganisationName
{
    /// <summary>The organisation's name, or null before it is set up.</summary>
    ValueTask<string?> GetAsync(CancellationToken cancellationToken);
}
