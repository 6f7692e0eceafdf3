using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.OwnProfile;
using Konnect.Modules.Access.Tablets;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Tablets;

/// <summary>A tablet on a group, and somebody who has a PIN there.</summary>
internal static class OnTablet
{
    public const string Pin = "270915";

    /// <summary>A served installation with places and an administrator.</summary>
    public static async Task<KonnectHost> ServeAsync()
    {
        var host = await Installation.ServeAsync();
        await host.AddPlacesAsync();
        return host;
    }

    /// <summary>Somebody with a role at a group or a location, and a PIN.</summary>
    public static async Task<Guid> AddWithPinAsync(this KonnectHost host, string email, string place, string role = Roles.Practitioner, string pin = Pin)
    {
        var isGroup = place.Contains('-', StringComparison.Ordinal);
        var added = await host.SendAsync(new AddAccount.Command(email, null, [role], isGroup ? [] : [place], isGroup ? [place] : [], Installation.Password));
        (await host.SendAsync(new ChoosePin.Command(pin), new AccountUser(added.Value.Id))).IsSuccess.ShouldBeTrue();
        return added.Value.Id;
    }

    /// <summary>A device that became the tablet of a place.</summary>
    public static async Task<(Visitor Device, Guid Id)> EnrolAsync(this KonnectHost host, string place, string? name = null)
    {
        var added = (await host.SendAsync(new AddTablet.Command(place, name))).Value;
        return (await host.BecomeTabletAsync(added.Code), added.Id);
    }

    /// <summary>A device that scans a code.</summary>
    public static async Task<Visitor> BecomeTabletAsync(this KonnectHost host, string code)
    {
        var device = new Visitor(host);
        await device.OpenAsync($"/tablet?code={code}");
        await device.SubmitAsync("enrol");
        return device;
    }

    /// <summary>Gives a PIN on the device.</summary>
    public static async Task GivePinAsync(this Visitor device, Guid account, string pin = Pin, string? next = null)
    {
        await device.OpenAsync($"/tablet?person={account}{(next is null ? "" : $"&return={Uri.EscapeDataString(next)}")}");
        await device.SubmitAsync("pin", ("Given.Pin", pin));
    }
}
