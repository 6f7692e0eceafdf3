using System.Threading.Channels;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>Takes note of whom to write to.</summary>
internal interface IAccountLetters
{
    /// <summary>Somebody says to have forgotten the password of an address.</summary>
    void Ask(string email);

    /// <summary>Accounts that have no password yet are invited.</summary>
    void Invite(IReadOnlyCollection<Guid> accountIds);
}

/// <summary>
/// Writes to who forgot the password and to who is invited, beside the request: no answer tells whether there was somebody to write to, and nobody waits for a
/// mail server. What waits is kept in memory, for it holds no secret that way: a link is made when its letter is written. Whoever gets no letter asks again; the list of
/// invitations shows which were sent.
/// </summary>
internal sealed partial class AccountLetters(IServiceScopeFactory scopes, IMailer mailer, SignInSettings settings, IClock clock, ILogger<AccountLetters> log) : BackgroundService, IAccountLetters
{
    /// <summary>Between two letters to the same address.</summary>
    public static readonly Duration Pause = Duration.FromMinutes(5);

    private readonly Channel<Guid> invited = Channel.CreateUnbounded<Guid>();
    private readonly Channel<string> asked = Channel.CreateBounded<string>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ask(string email) => asked.Writer.TryWrite(email);

    public void Invite(IReadOnlyCollection<Guid> accountIds)
    {
        foreach (var id in accountIds)
            invited.Writer.TryWrite(id);
    }

    /// <summary>Invites an account that has no password yet; a token that is not sent stays unknown to everybody.</summary>
    public async Task InviteAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccessDbContext>();
        var now = clock.GetCurrentInstant();
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, cancellationToken) is not { PasswordHash: null, BlockedAt: null } account)
            return;
        var token = account.Invite(now);
        // The link works before somebody can have it.
        await db.SaveChangesAsync(cancellationToken);
        await SendAsync(scope, account, "access.invitation", token, cancellationToken);
        account.InvitationSent(now);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes to the owner of an address, if there is one who can sign in and who wasn't written to just now.</summary>
    public async Task WriteAsync(string email, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccessDbContext>();
        var (now, key) = (clock.GetCurrentInstant(), Account.Normalize(email));
        if (await db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == key, cancellationToken) is not { } account || account.StateAt(now) != AccountState.Active
            || (account.InvitedUntil - now is { } left && left > Account.ResetTime - Pause && left <= Account.ResetTime))
            return;
        var token = account.LetReset(now);
        await db.SaveChangesAsync(cancellationToken);
        await SendAsync(scope, account, "access.reset", token, cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        LetterQueue.WriteAsync(asked.Reader, WriteAsync, fault => NotWritten(log, fault), stoppingToken),
        LetterQueue.WriteAsync(invited.Reader, InviteAsync, fault => NotWritten(log, fault), stoppingToken));

    private Task SendAsync(AsyncServiceScope scope, Account account, string about, string token, CancellationToken cancellationToken)
    {
        var texts = scope.ServiceProvider.GetRequiredService<TextCatalog>().In(account.Language);
        var link = new Uri(settings.Address!, Account.InvitationPath(token));
        return mailer.SendAsync(new(account.Email!, texts[$"{about}.subject"], texts[$"{about}.letter", account.Name, link]), cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "A letter to an account was not sent: {Fault}")]
    private static partial void NotWritten(ILogger log, string fault);
}
