using FluentValidation;
using Konnect.Modules.Children.Domain;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Konnect.Modules.Children.Permits;

/// <summary>What is told of somebody who may collect a child once.</summary>
internal interface IPermitInput
{
    /// <summary>Made by the page; the same request sent twice gives one permit.</summary>
    Guid RequestId { get; }

    /// <summary>The person.</summary>
    string Name { get; }

    /// <summary>What this person is to the child, or what to look at; empty for nothing.</summary>
    string Relation { get; }

    /// <summary>The day on which the child may be collected.</summary>
    LocalDate Day { get; }

    /// <summary>JPEG, PNG or WebP; null for none.</summary>
    byte[]? Photo { get; }
}

/// <summary>What holds for a permit, whoever gives it.</summary>
internal static class PermitInput
{
    /// <summary>What a page that takes a photo lets through, so that one that is too large is refused in words: a telephone makes them larger.</summary>
    public const int RequestBytes = 16 << 20;

    /// <summary>What must hold of the input alone.</summary>
    public static void AskForPermit<T>(this AbstractValidator<T> validator) where T : IPermitInput
    {
        validator.RuleFor(c => c.RequestId).NotEmpty();
        validator.RuleFor(c => c.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("children.permit-name");
        validator.RuleFor(c => c.Name).Must(IsOneLine).MaximumLength(CollectorPermit.LongestName);
        validator.RuleFor(c => c.Relation).NotNull().Must(IsOneLine).MaximumLength(CollectorPermit.LongestRelation);
        validator.RuleFor(c => c.Photo).Must(photo => photo is null || photo.Length <= PermitPhoto.Largest).WithErrorCode("children.permit-photo-large");
        validator.RuleFor(c => c.Photo).Must(photo => photo is null || photo.Length > PermitPhoto.Largest || PermitPhoto.TypeOf(photo) is not null).WithErrorCode("children.permit-photo-kind");
    }

    /// <summary>The photo that was chosen; of one that is too large no more than shows that it is.</summary>
    public static async Task<byte[]?> ReadAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        // A browser sends a field in which no file is chosen as a file without a name.
        if (file is not { FileName.Length: > 0 })
            return null;
        await using var content = file.OpenReadStream();
        var read = new byte[Math.Min(file.Length, PermitPhoto.Largest + 1)];
        await content.ReadExactlyAsync(read, cancellationToken);
        return read;
    }

    // Also null, which another rule refuses.
    private static bool IsOneLine(string? text) => text?.Any(char.IsControl) != true;
}
