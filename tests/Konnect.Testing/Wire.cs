using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Konnect.Testing;

/// <summary>A network between a browser and a host that breaks off an answer when it is asked to. Disposing closes it.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Uri to;
    private readonly Task serving;
    private (string Request, int Bytes)? cut;

    /// <summary>Leads to a host.</summary>
    public Wire(Uri to)
    {
        this.to = to;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Its own address.</summary>
    public Uri Address => new($"http://{listener.LocalEndpoint}");

    /// <summary>True while the answer that is to break off was not asked for.</summary>
    public bool IsArmed => cut is not null;

    /// <summary>The answer to the next request that begins so breaks off after some bytes.</summary>
    public void CutNext(string request, int bytes) => cut = (request, bytes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
            _ = CarryAsync(await listener.AcceptTcpClientAsync(stop.Token));
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(to.Host, to.Port, stop.Token);
                var left = int.MaxValue;
                var asks = PumpAsync(near.GetStream(), far.GetStream(), bytes =>
                {
                    if (cut is { } wanted && Encoding.ASCII.GetString(bytes.Span).StartsWith(wanted.Request, StringComparison.Ordinal))
                        (cut, left) = (null, wanted.Bytes);
                    return bytes.Length;
                });
                var answers = PumpAsync(far.GetStream(), near.GetStream(), bytes =>
                {
                    var sent = Math.Min(left, bytes.Length);
                    if (left != int.MaxValue)
                        left -= sent;
                    return sent;
                });
                await Task.WhenAny(asks, answers);
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
            {
                // One side has gone.
            }
        }
    }

    /// <summary>Carries until one side closes, or fewer bytes may pass than came.</summary>
    private async Task PumpAsync(NetworkStream from, NetworkStream into, Func<ReadOnlyMemory<byte>, int> allowed)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, stop.Token) is > 0 and var read)
        {
            var passes = allowed(buffer.AsMemory(0, read));
            await into.WriteAsync(buffer.AsMemory(0, passes), stop.Token);
            if (passes < read)
                return;
        }
    }
}
