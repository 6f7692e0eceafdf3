using Konnect.BuildingBlocks.Infrastructure.Exchange;
using NodaTime;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>How far an upload is on its way in.</summary>
internal enum ImportStage
{
    /// <summary>It is read once, to see what it would change.</summary>
    Checking,

    /// <summary>Its report says what it would change, or what is wrong with it.</summary>
    Checked,

    /// <summary>Somebody confirmed; it is being imported.</summary>
    Importing,

    /// <summary>The import came to its end: its report says what it changed, or why it changed nothing.</summary>
    Ended,

    /// <summary>A fault broke it off; nothing was changed.</summary>
    Failed,
}

/// <summary>One upload on its way in: checked first, then imported once, however often somebody confirms.</summary>
/// <param name="upload">Name of the stored upload.</param>
/// <param name="replaceFrom">From this day on, planning is exactly what the files hold.</param>
/// <param name="mapping">The source's mapping as JSON; null for files in the exchange format.</param>
/// <param name="startedAt">When it was uploaded.</param>
internal sealed class UploadedImport(string upload, LocalDate? replaceFrom, string? mapping, Instant startedAt) : IProgress<ExchangeProgress>
{
    private readonly Lock gate = new();

    /// <summary>Name of the stored upload, which its page's address ends with.</summary>
    public string Upload { get; } = upload;

    /// <summary>From this day on, planning is exactly what the files hold.</summary>
    public LocalDate? ReplaceFrom { get; } = replaceFrom;

    /// <summary>When it was uploaded.</summary>
    public Instant StartedAt { get; } = startedAt;

    /// <summary>The topic under which its page hears of it.</summary>
    public string Topic => $"import/{Upload}";

    /// <summary>How far it is.</summary>
    public ImportStage Stage { get; private set; }

    /// <summary>True while it is being read.</summary>
    public bool IsBusy => Stage is ImportStage.Checking or ImportStage.Importing;

    /// <summary>The last word of what is being read.</summary>
    public ExchangeProgress? Progress { get; private set; }

    /// <summary>The report of the check, then of the import.</summary>
    public ImportReport? Report { get; private set; }

    /// <summary>The reading that goes on, or the last one.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Breaks a check off.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>What is asked of the use case now.</summary>
    public ImportExchange.Command Command => new(Upload: Upload, DryRun: Stage == ImportStage.Checking, ReplacePlanningFrom: ReplaceFrom, Mapping: mapping, Progress: this);

    /// <summary>Goes from checked to importing; false when it is not there, or somebody else was first.</summary>
    public bool TryConfirm()
    {
        lock (gate)
        {
            if (Stage != ImportStage.Checked || Report is not { IsAccepted: true })
                return false;
            (Stage, Progress) = (ImportStage.Importing, null);
            return true;
        }
    }

    /// <summary>Ends what goes on: with its report, or null for a fault.</summary>
    public void End(ImportReport? report)
    {
        lock (gate)
        {
            Stage = report is null ? ImportStage.Failed : Stage == ImportStage.Checking ? ImportStage.Checked : ImportStage.Ended;
            Report = report;
        }
    }

    void IProgress<ExchangeProgress>.Report(ExchangeProgress value) => Progress = value;
}
