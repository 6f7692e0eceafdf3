namespace Konnect.Modules.Children.Domain;

/// <summary>What a photo of somebody who may collect a child once can be: by its first bytes, whatever it is called.</summary>
internal static class PermitPhoto
{
    /// <summary>Most bytes.</summary>
    public const int Largest = 2 << 20;

    /// <summary>The kind of picture; null for what is none.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
