using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Konnect.Host.Tests.Fuzz;

/// <summary>A connection that sends bytes as they are, which no client library would, and stays open as long as the server lets it.</summary>
internal sealed class RawConnection(Uri address) : IDisposable
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private Socket? socket;
    private int from;
    private int until;

    /// <summary>Connections that were opened so far.</summary>
    public int Opened { get; private set; }

    /// <summary>Sends a request and reads its answer; status 0 is a server that ends the connection without one.</summary>
    public (int Status, string Body) Send(byte[] request)
    {
        try
        {
            Connected().Send(request);
            return Read();
        }
        catch (IOException)
        {
            Dispose();
            return (0, "");
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted)
        {
            // A server that refuses a request closes at once, also while it is still being sent. Who waits too long is told by the time it took.
            Dispose();
            return (0, "");
        }
    }

    /// <summary>Sends a part of a request and goes away.</summary>
    public void Abandon(byte[] part)
    {
        Connected().Send(part);
        Dispose();
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
        (from, until) = (0, 0);
    }

    private Socket Connected()
    {
        if (socket is not null)
            return socket;
        Opened++;
        socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 70_000, NoDelay = true };
        socket.Connect(address.Host, address.Port);
        return socket;
    }

    private (int Status, string Body) Read()
    {
        var status = int.Parse(Line().Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = Line(); line.Length > 0; line = Line())
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var body = new MemoryStream();
        if (headers.GetValueOrDefault("Transfer-Encoding") == "chunked")
        {
            for (var size = int.Parse(Line(), NumberStyles.HexNumber, CultureInfo.InvariantCulture); ; size = int.Parse(Line(), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            {
                Take(size, body);
                Line();
                if (size == 0)
                    break;
            }
        }
        else if (status is not (204 or 304))
        {
            Take(int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture), body);
        }

        if (headers.GetValueOrDefault("Connection") == "close")
            Dispose();
        return (status, Encoding.UTF8.GetString(body.ToArray()));
    }

    private string Line()
    {
        var line = new StringBuilder();
        for (int next; (next = Next()) != '\n';)
            line.Append((char)next);
        return line.ToString().TrimEnd('\r');
    }

    private void Take(int count, MemoryStream body)
    {
        for (; count > 0; count--)
            body.WriteByte(Next());
    }

    private byte Next()
    {
        if (from == until)
        {
            (from, until) = (0, socket!.Receive(buffer));
            if (until == 0)
                throw new IOException("The server closed the connection.");
        }

        return buffer[from++];
    }
}
