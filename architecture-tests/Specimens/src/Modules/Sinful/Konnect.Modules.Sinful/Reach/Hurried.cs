namespace Konnect.Modules.Sinful.Reach;

/// <summary>Reads the clock of the machine, in a lambda and after an await.</summary>
internal static class Hurried
{
#pragma warning disable RS0030 // the sin itself
    public static Func<DateTime> Now => () => DateTime.UtcNow;

    public static async Task<DateTimeOffset> NowAsync()
    {
        await Task.Yield();
        return DateTimeOffset.Now;
    }
#pragma warning restore RS0030
}
