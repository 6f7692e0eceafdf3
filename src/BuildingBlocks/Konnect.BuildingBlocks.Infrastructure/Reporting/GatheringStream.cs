using System.Buffers;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Gathers what a library writes in small pieces and sends it in larger ones. The library also writes synchronously now and then, which a response does
/// not allow: that is only gathered, and sent with the next piece.
/// </summary>
/// <param name="body">The response.</param>
/// <param name="sending">Called before sending, which takes as long as the client takes.</param>
/// <param name="aborted">Cancelled when the client has gone away.</param>
internal sealed class GatheringStream(Stream body, Action sending, CancellationToken aborted) : Stream
{
    /// <summary>As much as one write to the network is worth.</summary>
    private const int Full = 32 * 1024;

    private readonly ArrayBufferWriter<byte> gathered = new(Full * 2);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Sends what is gathered.</summary>
    public async ValueTask SendAsync()
    {
        sending();
        await body.WriteAsync(gathered.WrittenMemory, aborted);
        gathered.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => gathered.Write(buffer);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return gathered.WrittenCount < Full ? default : SendAsync();
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
