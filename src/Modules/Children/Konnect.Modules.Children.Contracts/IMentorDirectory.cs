namespace Konnect.Modules.Children.Contracts;

/// <summary>The question the child register asks whoever knows the staff: who is behind a mentor's number.</summary>
public interface IMentorDirectory
{
    /// <summary>First name, infix and last name of who has this staff number, or null.</summary>
    Task<string?> FindNameAsync(string staffNumber, CancellationToken cancellationToken);
}
