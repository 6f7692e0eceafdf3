namespace Konnect.BuildingBlocks.Infrastructure.Mail;

/// <summary>A letter of plain text.</summary>
/// <param name="To">Address of who gets it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Text">What it says.</param>
public sealed record Letter(string To, string Subject, string Text);

/// <summary>Sends letters.</summary>
public interface IMailer
{
    /// <summary>False where the installation has no way to send any: pages say another way then.</summary>
    bool CanSend { get; }

    /// <summary>Gives a letter to the mail server.</summary>
    /// <exception cref="MailException">It was not taken.</exception>
    Task SendAsync(Letter letter, CancellationToken cancellationToken);
}

/// <summary>A letter was not taken; the message says why, and holds no address.</summary>
public sealed class MailException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An installation without a mail server.</summary>
public sealed class NoMailer : IMailer
{
    /// <inheritdoc/>
    public bool CanSend => false;

    /// <inheritdoc/>
    public Task SendAsync(Letter letter, CancellationToken cancellationToken) => throw new MailException("There is no mail server.");
}
