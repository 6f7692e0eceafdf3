namespace Konnect.BuildingBlocks.Results;

/// <summary>What kind of refusal an <see cref="Error"/> is; decides the HTTP status and the command line's exit code.</summary>
public enum ErrorKind
{
    /// <summary>The input does not hold what it must (400, exit 2).</summary>
    Invalid,
    /// <summary>No such thing, or not for this user to know (404, exit 2).</summary>
    NotFound,
    /// <summary>The state does not allow it, for example a second arrival (409, exit 2).</summary>
    Conflict,
    /// <summary>Signed in, but not allowed (403, exit 2).</summary>
    Forbidden,
    /// <summary>Not signed in (401, exit 2).</summary>
    Unauthenticated,
    /// <summary>More than may be within a time (429, exit 2).</summary>
    TooMany,
}

/// <summary>A refusal as a value: a stable code whose sentence stands in the text resources, the field it is about, and the sentence's arguments.</summary>
/// <param name="Kind">The class of refusal.</param>
/// <param name="Code">Stable code, <c>module.what</c>; the sentence is the text <c>error.</c> + code.</param>
/// <param name="Field">Name of the request's property, or empty when it is about the whole.</param>
/// <param name="Args">Values for the placeholders of the sentence; never more of a person than a number.</param>
public sealed record Error(ErrorKind Kind, string Code, string Field = "", params IReadOnlyList<object> Args)
{
    /// <summary>Input that does not hold what it must.</summary>
    public static Error Invalid(string code, string field = "", params IReadOnlyList<object> args) => new(ErrorKind.Invalid, code, field, args);

    /// <summary>No such thing, or not for this user to know.</summary>
    public static Error NotFound(string code, string field = "", params IReadOnlyList<object> args) => new(ErrorKind.NotFound, code, field, args);

    /// <summary>The state does not allow it.</summary>
    public static Error Conflict(string code, string field = "", params IReadOnlyList<object> args) => new(ErrorKind.Conflict, code, field, args);

    /// <summary>Signed in, but not allowed.</summary>
    public static Error Forbidden(string code, params IReadOnlyList<object> args) => new(ErrorKind.Forbidden, code, "", args);
}

/// <summary>What the request pipeline needs to know of a result: how to make a refused one.</summary>
public interface IResult<out TSelf>
{
    /// <summary>The refusals; empty on success.</summary>
    IReadOnlyList<Error> Errors { get; }

    /// <summary>Makes a refused result.</summary>
    static abstract TSelf Fail(params IReadOnlyList<Error> errors);
}

/// <summary>The outcome of a use case: a value, or the list of refusals. A fault is an exception, never a result.</summary>
public sealed record Result<T> : IResult<Result<T>>
{
    private readonly T? value;

    private Result(T? value, IReadOnlyList<Error> errors) => (this.value, Errors) = (value, errors);

    /// <inheritdoc/>
    public IReadOnlyList<Error> Errors { get; }

    /// <summary>True when there is a value.</summary>
    public bool IsSuccess => Errors.Count == 0;

    /// <summary>The value; reading it of a refused result is a fault.</summary>
    public T Value => IsSuccess ? value! : throw new InvalidOperationException($"A refused result has no value: {string.Join(", ", Errors.Select(e => e.Code))}");

    /// <summary>A successful result.</summary>
    public static Result<T> Ok(T value) => new(value, []);

    /// <inheritdoc/>
    public static Result<T> Fail(params IReadOnlyList<Error> errors) =>
        errors.Count == 0 ? throw new ArgumentException("A refusal needs at least one error.", nameof(errors)) : new(default, errors);

    /// <summary>A value is a success.</summary>
    public static implicit operator Result<T>(T value) => Ok(value);

    /// <summary>An error is a refusal.</summary>
    public static implicit operator Result<T>(Error error) => Fail(error);
}

/// <summary>The value of a use case that has nothing to tell but that it is done.</summary>
public readonly record struct Done
{
    /// <summary>A successful result without a value.</summary>
    public static Result<Done> Ok => Result<Done>.Ok(default);
}
