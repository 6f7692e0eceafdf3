using FluentValidation;
using Konnect.BuildingBlocks.Results;
using MediatR;

namespace Konnect.BuildingBlocks.Infrastructure.Requests;

/// <summary>Refuses input that its validators refuse, all errors at once, each with its field.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var errors = new List<Error>();
        foreach (var validator in validators)
            errors.AddRange((await validator.ValidateAsync(request, cancellationToken)).Errors.Select(e => Error.Invalid(CodeOf(e.ErrorCode), e.PropertyName)));
        return errors.Count == 0 ? await next() : TResponse.Fail(errors);
    }

    /// <summary>Validators name their own codes with <c>WithErrorCode</c>; the library's names become one general code each.</summary>
    private static string CodeOf(string code) => code switch
    {
        "NotEmptyValidator" or "NotNullValidator" => "input.required",
        "MaximumLengthValidator" => "input.too-long",
        _ when code.EndsWith("Validator", StringComparison.Ordinal) => "input.invalid",
        _ => code,
    };
}
