using System.Globalization;
using System.Reflection;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.BuildingBlocks.Infrastructure.Requests;

/// <summary>
/// Records in the audit trail what is done: every command and every question that is declared <see cref="RecordedAttribute"/>, with the changes it saves, in
/// their transaction. Stands before authorisation: who tries what is not allowed is recorded too; input that is refused is not. A question that is declared
/// <see cref="CountsAsAttribute"/> is counted in the same transaction, and its answer is held back from who has asked too much.
/// </summary>
internal sealed class TrailBehavior<TRequest, TResponse>(TrailRecorder recorder, ICurrentUser user) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    private static readonly bool IsRecorded = TrailKinds.AreRecorded(typeof(TRequest));

    private static readonly string? UnlessHolding = typeof(TRequest).GetCustomAttribute<RecordedAttribute>()?.UnlessHolding;

    private static readonly IReadOnlyList<PropertyInfo> Outlined = [.. typeof(TRequest).GetProperties().Where(p => p.IsDefined(typeof(OutlinedAttribute)))];

    private static readonly string Kind = TrailKinds.Of(typeof(TRequest));

    private static readonly Use? CountsAs = typeof(TRequest).GetCustomAttribute<CountsAsAttribute>()?.Use;

    private static readonly IReadOnlyList<(PropertyInfo Property, string Kind)> Subjects =
        [.. from property in typeof(TRequest).GetProperties() from subject in property.GetCustomAttributes<SubjectAttribute>() select (property, subject.Kind)];

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (!IsRecorded || (UnlessHolding is not null && user.Has(UnlessHolding)))
            return await next();
        var useCase = recorder.Begin(Kind, Named(request));
        if (Outlined.Count > 0)
            useCase.Tell(string.Join(' ', Outlined.Select(p => Convert.ToString(p.GetValue(request), CultureInfo.InvariantCulture)).Where(value => !string.IsNullOrEmpty(value))));
        try
        {
            var response = await next();
            var refusal = response.Errors.FirstOrDefault(e => e.Kind is ErrorKind.Forbidden or ErrorKind.Unauthenticated && e.Code != FreshSignIn.Refused);
            if (useCase.IsWritten || (response.Errors.Count > 0 && refusal is null))
                return response;
            var tooMuch = await recorder.WriteAloneAsync(useCase, refusal?.Code ?? "", refusal is null ? CountsAs : null, cancellationToken);
            return tooMuch is null ? response : TResponse.Fail(tooMuch);
        }
        finally
        {
            recorder.End(useCase);
        }
    }

    private static List<TrailItem> Named(TRequest request) =>
        [.. from subject in Subjects
            let key = subject.Property.GetValue(request)?.ToString()
            where !string.IsNullOrWhiteSpace(key)
            select new TrailItem(TrailAct.Named, subject.Kind, key.Length > 254 ? key[..254] : key, "", "", [])];
}
