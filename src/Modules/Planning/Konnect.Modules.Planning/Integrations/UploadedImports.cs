using System.Collections.Concurrent;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>
/// The uploads of this host that are on their way in. Reading goes on in the background, so that no request waits for a large package; a small
/// one is done before its page is shown.
/// </summary>
internal sealed partial class UploadedImports(
    IServiceScopeFactory scopes, ExchangeUploads uploads, LiveChanges live, IClock clock, IHostApplicationLifetime lifetime, ILogger<UploadedImports> log)
{
    private const int MappingBytes = 1 << 20;
    private static readonly Duration KeptFor = Duration.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, UploadedImport> imports = [];

    /// <summary>The upload of that name; null when there is none, or no longer.</summary>
    public UploadedImport? Find(string upload) => imports.GetValueOrDefault(upload);

    /// <summary>Stores one ZIP or some CSV files and begins to check them; the answer is the upload's name.</summary>
    public async Task<Result<string>> ReceiveAsync(IReadOnlyList<IFormFile> files, LocalDate? replaceFrom, IFormFile? mapping, ICurrentUser user, CancellationToken cancellationToken)
    {
        string? map = null;
        if (mapping is not null)
        {
            using var reader = new StreamReader(mapping.OpenReadStream());
            map = mapping.Length <= MappingBytes ? await reader.ReadToEndAsync(cancellationToken) : "";
            if (ExchangeMapping.Parse(map) is { IsSuccess: false } unreadable)
                return Result<string>.Fail(unreadable.Errors);
        }

        var stored = await StoreAsync(files, cancellationToken);
        if (!stored.IsSuccess)
            return stored;
        var now = clock.GetCurrentInstant();
        foreach (var old in imports.Values.Where(i => !i.IsBusy && now - i.StartedAt > KeptFor))
            imports.TryRemove(old.Upload, out _);
        var import = new UploadedImport(stored.Value, replaceFrom, map, now);
        imports[import.Upload] = import;
        await BeginAsync(import, user);
        return import.Upload;
    }

    /// <summary>Imports what was checked: once, however often this is asked.</summary>
    public Task ConfirmAsync(UploadedImport import, ICurrentUser user) => import.TryConfirm() ? BeginAsync(import, user) : SettleAsync(import);

    /// <summary>Forgets an upload; false when it is being imported or has been.</summary>
    public async Task<bool> CancelAsync(UploadedImport import)
    {
        if (import.Stage is ImportStage.Importing or ImportStage.Ended)
            return false;
        await import.Stop.CancelAsync();
        await import.Work;
        imports.TryRemove(import.Upload, out _);
        uploads.Remove(import.Upload);
        return true;
    }

    private async Task<Result<string>> StoreAsync(IReadOnlyList<IFormFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return Error.Invalid("input.required", "Upload");
        if (files is [var only] && Is(only, ".zip"))
        {
            await using var content = only.OpenReadStream();
            return await uploads.SaveAsync(content, cancellationToken);
        }

        if (!files.All(f => Is(f, ".csv")))
            return Error.Invalid("planning.upload-kind", "Upload");
        var contents = files.Select(f => (Path.GetFileName(f.FileName), f.OpenReadStream())).ToList();
        try
        {
            return await uploads.SaveAsync(contents, cancellationToken);
        }
        finally
        {
            foreach (var (_, content) in contents)
                await content.DisposeAsync();
        }

        static bool Is(IFormFile file, string extension) => file.FileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
    }

    private Task BeginAsync(UploadedImport import, ICurrentUser user)
    {
        // The request ends before the reading does: whoever sent it is remembered by value.
        var sender = new Sender(user.Id, user.Name, user.Scope);
        import.Work = Task.Run(() => ReadAsync(import, sender));
        return SettleAsync(import);
    }

    private static Task SettleAsync(UploadedImport import) => Task.WhenAny(import.Work, Task.Delay(Patience));

    private async Task ReadAsync(UploadedImport import, Sender sender)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(import.Stop.Token, lifetime.ApplicationStopping);
        using var showing = new Timer(_ => live.Notify(import.Topic), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(sender);
            var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(import.Command, stop.Token);
            import.End(result.IsSuccess ? result.Value : null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            import.End(null);
        }
        catch (Exception fault)
        {
            // The message of a fault may hold personal data: its type and stack are enough to find it.
            LogFault(log, fault.GetType().Name, fault.StackTrace);
            import.End(null);
        }

        live.Notify(import.Topic);
        // A page that was opening just then listens by now.
        _ = Task.Delay(Patience).ContinueWith(_ => live.Notify(import.Topic), TaskScheduler.Default);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An upload could not be read ({Fault}): {Stack}")]
    private static partial void LogFault(ILogger logger, string fault, string? stack);

    /// <summary>Who uploaded and was allowed to; may do that and nothing else.</summary>
    private sealed record Sender(Guid? Id, string Name, AccessScope Scope) : ICurrentUser
    {
        public bool IsAuthenticated => true;

        public bool Has(string permission) => permission == PlanningPermissions.Import;
    }
}
