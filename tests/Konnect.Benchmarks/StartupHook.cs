using System.IO.Pipes;

/// <summary>
/// The runtime runs this first inside every measured process (<c>DOTNET_STARTUP_HOOKS</c>), so that it tells how much it allocated without a figure of
/// the product's own: to whoever opens its pipe, in eight bytes.
/// </summary>
#pragma warning disable CA1050 // the runtime looks for it outside of any namespace
internal static class StartupHook
#pragma warning restore CA1050
{
    /// <summary>Called by the runtime.</summary>
    public static void Initialize() => new Thread(Answer) { IsBackground = true, Name = "Allocated bytes" }.Start();

    /// <summary>Name of the pipe of a process.</summary>
    internal static string PipeOf(int process) => FormattableString.Invariant($"konnect-allocated-{process}");

    private static void Answer()
    {
        while (true)
        {
            using var pipe = new NamedPipeServerStream(PipeOf(Environment.ProcessId), PipeDirection.Out);
            pipe.WaitForConnection();
            pipe.Write(BitConverter.GetBytes(GC.GetTotalAllocatedBytes(precise: true)));
        }
    }
}
