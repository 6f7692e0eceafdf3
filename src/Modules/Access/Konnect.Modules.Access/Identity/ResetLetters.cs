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

/// <summary>Takes note of who says to have forgotten a password.</summary>
internal interface IResetLetters
{
    /// <summary>Somebody says to have forgotten the password of an address.</summary>
    void Ask(string email);
}

/// <summary>
/// Writes to who forgot the password, beside the request, so that an answer tells nobody whether there was somebody to write to. What waits is kept in memory:
/// whoever gets no letter asks again.
/// </summary>
internal sealed partial class ResetLetters(IServiceScopeFactory scopes, IMailer mailer, SignInSettings settings, IClock clock, ILogger<ResetLetters> log) : BackgroundService, IResetLetters
{
    /// <summary>Between two letters to the same address.</summary>
    public static readonly Duration Pause = Duration.FromMinutes(5);

    private readonly Channel<string> asked = Channel.CreateBounded<string>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ask(string email) => asked.Writer.TryWrite(email);

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
        var texts = scope.ServiceProvider.GetRequiredService<TextCatalog>().In(account.Language);
        var link = new Uri(settings.Address!, Account.InvitationPath(token));
        await mailer.SendAsync(new(account.Email!, texts["access.reset.subject"], texts["access.reset.letter", account.Name, link]), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var email in asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(email, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                NotWritten(log, fault is MailException ? fault.Message : fault.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A letter about a forgotten password was not sent: {Fault}")]
    private static partial void NotWritten(ILogger log, string fault);
}
