using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.Modules.Children.Domain;

namespace Konnect.Modules.Children.Permits;

/// <summary>Permits in words.</summary>
internal static class PermitTexts
{
    /// <summary>How it stands: 'opgehaald om 17:04'; null while it can be used.</summary>
    public static (string Text, Tone Tone, string? Icon)? StateOf(this Texts texts, PermitRegister.Row permit) => permit.State switch
    {
        PermitState.Used => (texts["children.permits.used", permit.CollectedAt!.Value.TimeOfDay], Tone.Met, "check"),
        PermitState.Withdrawn => (texts["children.permits.withdrawn", permit.WithdrawnBy], Tone.Neutral, "undo"),
        PermitState.Closed => (texts["children.permits.closed"], Tone.Breach, "lock"),
        PermitState.Over => (texts["children.permits.over"], Tone.Neutral, null),
        _ => null,
    };

    /// <summary>Who gave it and when: 'gegeven door Laura van der Veen, vr 20 nov, 08:15'.</summary>
    public static string GivenBy(this Texts texts, PermitRegister.Row permit) =>
        permit.Verified.Length == 0 ? texts["children.permits.given", permit.GivenBy, permit.GivenAt] : texts["children.permits.given-for", permit.GivenBy, permit.GivenAt, permit.Verified];
}
