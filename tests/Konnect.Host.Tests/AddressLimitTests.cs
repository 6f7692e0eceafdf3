using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Host.Tests;

/// <summary>Failures per network address.</summary>
public sealed class AddressLimitTests
{
    private readonly TestClock clock = new(Instant.FromUtc(2026, 11, 20, 9, 0));

    [Theory]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void What_belongs_to_one_visitor_counts_together(string failing, string asking, bool waits)
    {
        var limit = new AddressLimit(clock);
        for (var i = 0; i < AddressLimit.Most; i++)
            limit.Fail(IPAddress.Parse(failing));
        limit.MinutesLeft(IPAddress.Parse(asking)).ShouldBe(waits ? 10 : null);
    }

    [Fact]
    public void Failures_count_for_ten_minutes_each()
    {
        var limit = new AddressLimit(clock);
        var address = IPAddress.Loopback;
        for (var i = 0; i < AddressLimit.Most; i++)
        {
            limit.MinutesLeft(address).ShouldBeNull();
            limit.Fail(address);
            clock.Advance(Duration.FromSeconds(10));
        }

        limit.MinutesLeft(address).ShouldBe(5);
        clock.Advance(Duration.FromMinutes(5));
        limit.MinutesLeft(address).ShouldBeNull();
        limit.Fail(address);
        limit.MinutesLeft(address).ShouldBe(1);
    }

    [Fact]
    public void The_command_line_has_no_address_and_no_limit()
    {
        var limit = new AddressLimit(clock);
        for (var i = 0; i < 100; i++)
            limit.Fail(null);
        limit.MinutesLeft(null).ShouldBeNull();
    }

    [Fact]
    public void So_many_addresses_are_remembered_and_no_more()
    {
        var limit = new AddressLimit(clock);
        for (var i = 0; i < 25_000; i++)
            limit.Fail(new IPAddress(i));
        limit.Remembered.ShouldBeLessThanOrEqualTo(10_000);
    }
}
