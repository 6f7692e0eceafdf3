using System.Threading.Channels;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Audit.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Audit.Limits;

/// <summary>
/// Writes to every administrator that an account reached a limit, beside the request that did. What waits is kept in memory: the page of the trail tells it too.
/// </summary>
internal sealed partial class LimitLetters(IServiceScopeFactory scopes, IMailer mailer, SignInSettings signIn, UseLimitSettings settings, ZonedClock clock, ILogger<LimitLetters> log) : BackgroundService
{
    private readonly Channel<ReachedLimit> reached = Channel.CreateBounded<ReachedLimit>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes note of a limit that was reached; returns at once.</summary>
    public void Tell(ReachedLimit limit)
    {
        if (mailer.CanSend)
            reached.Writer.TryWrite(limit);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => LetterQueue.WriteAsync(reached.Reader, WriteAsync, fault => NotWritten(log, fault), stoppingToken);

    private async Task WriteAsync(ReachedLimit limit, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var catalog = scope.ServiceProvider.GetRequiredService<TextCatalog>();
        foreach (var administrator in await scope.ServiceProvider.GetRequiredService<IRoleHolders>().ListAsync([Roles.Administrator], cancellationToken))
        {
            try
            {
                await mailer.SendAsync(Letter(limit, administrator, catalog.In(administrator.Language)), cancellationToken);
            }
            catch (MailException fault)
            {
                // One address that takes nothing keeps no letter from the others.
                NotWritten(log, fault.Message);
            }
        }
    }

    private Letter Letter(ReachedLimit limit, RoleHolder administrator, Texts texts)
    {
        var (kind, most) = limit.Use == Use.FileOpened ? ("files", settings.Files) : ("rows", settings.Rows);
        return new(
            administrator.Email,
            texts["audit.limit.subject"],
            texts[$"audit.limit.letter.{kind}", administrator.Name, limit.AccountName, most, limit.At.InZone(clock.Zone).LocalDateTime, UseHour.EndOf(limit.At).InZone(clock.Zone).TimeOfDay, new Uri(signIn.Address!, "/trail")]);
    }

    [LoggerMessage(LogLevel.Error, "A letter about a limit that was reached was not sent: {Fault}")]
    private static partial void NotWritten(ILogger log, string fault);
}
