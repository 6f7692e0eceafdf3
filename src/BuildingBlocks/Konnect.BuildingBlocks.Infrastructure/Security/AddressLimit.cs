using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>
/// Failures per network address, whatever they were about: too many, and the address waits. Kept in memory only. Addresses of version 6 count by
/// their first 64 bits, which is what one visitor has.
/// </summary>
public sealed class AddressLimit(IClock clock)
{
    /// <summary>Failures before an address waits.</summary>
    public const int Most = 30;

    /// <summary>The time in which they count.</summary>
    public static readonly Duration Window = Duration.FromMinutes(10);

    /// <summary>More addresses than this are not remembered: the oldest are forgotten.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, Queue<Instant>> failures = new(StringComparer.Ordinal);

    /// <summary>How many addresses are remembered.</summary>
    public int Remembered => failures.Count;

    /// <summary>Counts a failure.</summary>
    public void Fail(IPAddress? address)
    {
        if (address is null)
            return;
        var now = clock.GetCurrentInstant();
        if (failures.Count >= MostRemembered)
            Forget(now);
        var times = failures.GetOrAdd(KeyOf(address), _ => new());
        lock (times)
        {
            times.Enqueue(now);
            while (times.Count > Most)
                times.Dequeue();
        }
    }

    /// <summary>Whole minutes this address has to wait, rounded up; null when it may try.</summary>
    public int? MinutesLeft(IPAddress? address)
    {
        if (address is null || !failures.TryGetValue(KeyOf(address), out var times))
            return null;
        lock (times)
        {
            var left = times.Count < Most ? Duration.Zero : times.Peek() + Window - clock.GetCurrentInstant();
            return left > Duration.Zero ? (int)Math.Ceiling(left.TotalMinutes) : null;
        }
    }

    /// <summary>What one visitor's addresses have in common.</summary>
    public static string KeyOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes()[..8]) : address.ToString();
    }

    private void Forget(Instant now)
    {
        foreach (var (key, times) in failures)
        {
            lock (times)
            {
                if (times.Count == 0 || times.Last() + Window <= now)
                    failures.TryRemove(key, out _);
            }
        }

        if (failures.Count >= MostRemembered)
            failures.Clear();
    }
}
