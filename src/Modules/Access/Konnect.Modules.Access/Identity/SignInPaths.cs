namespace Konnect.Modules.Access.Identity;

/// <summary>Where signing in leads.</summary>
internal static class SignInPaths
{
    public const string SecondFactor = "/sign-in/second-factor";

    public const string Enrol = "/sign-in/enrol";

    /// <summary>The next page; the one that was asked for comes after the last step.</summary>
    public static string After(SignInStep step, string next) => step switch
    {
        SignInStep.Done => next,
        SignInStep.SecondFactor => $"{SecondFactor}?return={Uri.EscapeDataString(next)}",
        _ => $"{Enrol}?return={Uri.EscapeDataString(next)}",
    };
}
