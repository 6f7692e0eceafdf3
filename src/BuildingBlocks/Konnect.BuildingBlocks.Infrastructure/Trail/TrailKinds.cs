using System.Text;
using Konnect.BuildingBlocks.Security;

namespace Konnect.BuildingBlocks.Infrastructure.Trail;

/// <summary>The names of use cases in the trail.</summary>
public static class TrailKinds
{
    /// <summary><c>Konnect.Modules.Access.SigningIn.SignIn.Command</c> is <c>access.sign-in</c>.</summary>
    public static string Of(Type request)
    {
        var useCase = request.DeclaringType ?? request;
        var words = new StringBuilder(useCase.Namespace?.Split('.').ElementAtOrDefault(2)?.ToLowerInvariant() ?? "system").Append('.');
        foreach (var (i, letter) in useCase.Name.Index())
        {
            if (char.IsUpper(letter) && i > 0)
                words.Append('-');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    /// <summary>True for a request that stands in the trail.</summary>
    public static bool AreRecorded(Type request) => request.IsDefined(typeof(RecordedAttribute), inherit: false) || (request.Name == "Command" && !request.IsDefined(typeof(NotRecordedAttribute), inherit: false));
}

/// <summary>A kind of line that something else than a use case writes.</summary>
/// <param name="Kind">Its name, <c>module.what</c>.</param>
public sealed record RecordedKind(string Kind);

/// <summary>Every kind of line that the modules can write.</summary>
/// <param name="All">The kinds, as <see cref="TrailKinds.Of"/> names them.</param>
public sealed record RecordedKinds(IReadOnlyList<string> All);
