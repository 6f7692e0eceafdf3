using FluentValidation;
using FluentValidation.Results;
using Konnect.Modules.Access.Domain;

namespace Konnect.Modules.Access.Identity;

/// <summary>Rules that validators of several use cases share.</summary>
internal static class InputRules
{
    /// <summary>An e-mail address of at most 254 characters (RFC 5321 4.5.3.1.3).</summary>
    public static IRuleBuilderOptions<T, string> IsEmail<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(254).EmailAddress().WithErrorCode("access.no-email");

    /// <summary>A password that <see cref="PasswordRules"/> does not refuse.</summary>
    public static void IsGoodPassword<T>(this IRuleBuilder<T, string> rule, Func<T, string> email, Func<T, string> name) => rule.Custom((password, context) =>
    {
        if (PasswordRules.Refusal(password, email(context.InstanceToValidate) ?? "", name(context.InstanceToValidate) ?? "") is { } code)
            context.AddFailure(new ValidationFailure(context.PropertyPath, code) { ErrorCode = code });
    });
}
