namespace Konnect.Modules.Sinful.Reach;

/// <summary>Called by a word that says nothing.</summary>
internal sealed record SinHelper;
