using Konnect.BuildingBlocks.Infrastructure.Localization;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>How a child's state on the board is said and shown.</summary>
internal static class TileTexts
{
    /// <summary>'binnen 07:42'.</summary>
    public static string StateOf(this Texts texts, GetGroupBoard.Tile tile) => tile.State switch
    {
        GetGroupBoard.TileState.Expected when tile is { IsLate: true, Since: { } due } => texts["board.state.late", texts.Time(due)],
        GetGroupBoard.TileState.Expected when tile.Since is { } at => texts["board.state.expected", texts.Time(at)],
        GetGroupBoard.TileState.Expected => texts["board.state.expected-some-time"],
        GetGroupBoard.TileState.Present => texts["board.state.present", texts.Time(tile.Since!.Value)],
        GetGroupBoard.TileState.Elsewhere => texts["board.state.elsewhere", tile.Where ?? "–"],
        GetGroupBoard.TileState.Gone => texts["board.state.gone", texts.Time(tile.Since!.Value)],
        _ => texts[$"board.state.absent.{tile.Absence}"],
    };

    /// <summary>Classes of the tile.</summary>
    public static string Css(this GetGroupBoard.Tile tile) => tile.State switch
    {
        GetGroupBoard.TileState.Present => "tile tone-met",
        GetGroupBoard.TileState.Expected => tile.IsLate ? "tile dashed tone-deviation" : "tile dashed",
        _ => "tile faded",
    };
}
