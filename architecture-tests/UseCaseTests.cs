using System.Text.RegularExpressions;
using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using NodaTime;

namespace Konnect.ArchitectureTests;

/// <summary>Use cases: their shape, what they answer, who may send them, what they may touch.</summary>
public sealed class UseCaseTests
{
    private static readonly Type[] OutOfReach =
        [typeof(IMediator), typeof(HttpContext), typeof(IHttpContextAccessor), typeof(IServiceProvider), typeof(IServiceScopeFactory)];

    private static readonly Type[] SelfEvident = [typeof(Guid), typeof(bool), typeof(LocalDate), typeof(LocalTime), typeof(Instant)];

    /// <summary>Every step of the pipeline that there is.</summary>
    private static readonly IReadOnlyList<string> Behaviours = [.. typeof(IModule).Assembly.GetTypes()
        .Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IPipelineBehavior<,>))).Select(Plain)];

    [Fact]
    public void A_use_case_is_a_static_class_with_one_request_and_its_handler() => Decision.UseCases.Forbids(
        product => product.RequestHandlers,
        (_, handler) => Shape(handler),
        planted:
        [
            "Sinful.Reach.Loose is not nested in a static class that names the use case",
            "Sinful.Sins.Crowd.Order is a request that is not named Command or Query",
            "Sinful.Sins.Crowd holds 2 requests",
            "Sinful.Sins.Crowd.Checker is a validator that is not named Validator",
            "Sinful.Sins.Crowd.Worker is a handler that is not named Handler",
            "Sinful.TooHigh stands in no capability",
        ]);

    [Fact]
    public void A_file_holds_one_use_case_and_bears_its_name() => Decision.UseCases.Forbids(
        product => product.UseCases,
        (product, useCase) => from file in useCase.Files()
                              let others = product.OuterTypes.Where(t => t != useCase && t.Files().Contains(file)).Select(t => t.Name).Order(StringComparer.Ordinal).ToList()
                              where Path.GetFileNameWithoutExtension(file) != useCase.Name || others.Count > 0
                              select $"{useCase.Said} stands in {Path.GetFileName(file)}{string.Concat(others.Select(o => $" with {o}"))}",
        planted: ["Sinful.Sins.FirstOfTwo stands in TwoInOne.cs with SecondOfTwo", "Sinful.Sins.SecondOfTwo stands in TwoInOne.cs with FirstOfTwo"]);

    [Fact]
    public void Every_request_returns_a_result() => Decision.Requests.Forbids(
        product => product.Requests,
        (_, request) => request.Contracts(typeof(IRequest<>)).OfType<GenericInstanceType>().Select(i => i.GenericArguments[0]).ToList() is [var answer] && answer.Is(typeof(Result<>))
            ? [] : [$"{request.Said} returns no Result"],
        planted: ["Sinful.Sins.Blunt.Query returns no Result"]);

    [Fact]
    public void Every_request_says_who_may_send_it() => Decision.Requests.Forbids(
        product => product.Requests,
        (_, request) => Guarded.Undeclared(request),
        planted: ["Sinful.Sins.Unguarded.Command says neither which permission it needs nor why it needs none", "Sinful.Sins.Shrug.Query gives no reason for being public"]);

    [Fact]
    public void A_named_permission_is_declared_by_the_same_module() => Decision.Requests.Forbids(
        product => product.Types.Where(t => t.Attributes<RequiresPermissionAttribute>().Any()),
        (product, type) => from permission in Guarded.Permissions(type)
                           where !product.Installed.Where(m => m.GetType().Name == $"{type.Place.Module}Module").SelectMany(m => m.Permissions).Any(p => p.Name == permission)
                           select $"{type.Said} needs {permission}, which its module does not declare",
        planted: ["Sinful.Sins.Pretender.Query needs sinful.invented, which its module does not declare"]);

    [Fact]
    public void A_module_declares_permissions_under_its_own_name() => Decision.Requests.Forbids(
        product => product.Installed,
        (_, module) => from permission in module.Permissions
                       where !Regex.IsMatch(permission.Name, $"^{module.Name}\\.[a-z]+(-[a-z]+)*$")
                       select $"{module.Name} declares {permission.Name}",
        planted: ["sinful declares accomplice.view"]);

    [Fact]
    public void A_request_with_input_has_a_validator() => Decision.Requests.Forbids(
        product => product.Requests.Where(r => r.Properties.Any(p => p.Name != "EqualityContract" && !VouchesForItself(p.PropertyType))),
        (_, request) => request.Outermost.WithNested().Any(t => t.BaseType is GenericInstanceType @base && @base.Is(typeof(AbstractValidator<>)) && @base.GenericArguments[0].FullName == request.FullName)
            ? [] : [$"{request.Said} has no validator"],
        planted: ["Sinful.Sins.Credulous.Command has no validator"]);

    [Fact]
    public void The_container_holds_handler_validators_and_the_whole_pipeline_of_every_request() => Decision.Requests.Forbids(
        product => product.Requests,
        (product, request) => Pipeline(product.Services, request),
        planted:
        [
            "Sinful.Sins.Blunt.Query skips AuthorizationBehavior, FreshSignInBehavior, RetryBehavior, TrailBehavior, TurnBehavior, ValidationBehavior",
            "Sinful.Sins.Needy.Query cannot be handled: Unable to resolve service for type 'Konnect.Modules.Sinful.Sins.Needy+INobody' while attempting to activate 'Konnect.Modules.Sinful.Sins.Needy+Handler'.",
        ]);

    [Fact]
    public void A_handler_saves_at_most_once() => Decision.Outbox.Forbids(
        product => product.Handlers,
        (_, handler) => from method in handler.Methods
                        let times = method.Runs().SelectMany(m => m.Calls()).Count(IsSave)
                        where times > 1
                        select $"{handler.Said} saves {times} times",
        planted: ["Sinful.Sins.Twice.Handler saves 2 times"]);

    [Fact]
    public void A_handler_publishes_before_it_saves() => Decision.Outbox.Forbids(
        product => product.Handlers,
        (_, handler) => from method in handler.Methods.SelectMany(m => m.Runs())
                        where method.Calls().SkipWhile(c => !IsSave(c)).Any(Publishes)
                        select $"{handler.Said} publishes after saving",
        planted: ["Sinful.Sins.TooLate.Handler publishes after saving"]);

    [Fact]
    public void A_recorded_question_about_a_person_counts_and_what_counts_is_one() => Decision.Limits.Forbids(
        product => product.Requests.Where(r => r.Attributes<RecordedAttribute>().Any() || r.Attributes<CountsAsAttribute>().Any()),
        (_, request) => (request.Attributes<CountsAsAttribute>().Any(), request.Properties.Count(p => p.Attributes<SubjectAttribute>().Any())) switch
        {
            (false, > 0) => [$"{request.Said} is about a person and counts as no use"],
            (true, var persons) when persons != 1 || request.Name != "Query" || !request.Attributes<RecordedAttribute>().Any() => [$"{request.Said} counts, and is no recorded question about one person"],
            _ => [],
        },
        planted: ["Sinful.Sins.Curious.Query is about a person and counts as no use", "Sinful.Sins.Vague.Query counts, and is no recorded question about one person"]);

    [Fact]
    public void A_use_case_knows_no_mediator_no_web_and_no_container() => Decision.UseCases.Forbids(
        product => product.RequestHandlers,
        (_, handler) => from type in handler.Outermost.WithNested().Union(handler.Methods.SelectMany(m => m.Runs()).Select(m => m.DeclaringType))
                        from used in type.Uses()
                        where OutOfReach.Any(used.Is)
                        select $"{type.Said} uses {used.Said}",
        planted: ["Sinful.Sins.Nosy.Handler uses MediatR.IMediator", "Sinful.Sins.Nosy.Handler uses Microsoft.AspNetCore.Http.IHttpContextAccessor", "Sinful.Sins.Nosy.Handler uses System.IServiceProvider"]);

    [Fact]
    public void Every_use_case_has_tests() => Decision.UseCases.Forbids(
        product => product.UseCases,
        (product, useCase) => product.Files("tests", ".cs")
            .Any(f => Regex.IsMatch(f.Text, $@"\bclass {useCase.Name}Tests\b") && Regex.IsMatch(f.Text, @"\[(Fact|Theory|Property)\b")) ? [] : [$"{useCase.Said} has no {useCase.Name}Tests"],
        planted: ["Sinful.Sins.Virtuous has no VirtuousTests"]);

    /// <summary>A key, a switch, a choice, a day or a time holds nothing that its type forbids; text, numbers and lists can.</summary>
    private static bool VouchesForItself(TypeReference type) => type is GenericInstanceType { GenericArguments: [var inner] } nullable && nullable.Is(typeof(Nullable<>))
        ? VouchesForItself(inner)
        : SelfEvident.Any(type.Is) || type.Resolve() is { IsEnum: true };

    private static IEnumerable<string> Shape(TypeDefinition handler)
    {
        if (handler.DeclaringType is not { IsAbstract: true, IsSealed: true, IsNested: false } useCase)
        {
            yield return $"{handler.Said} is not nested in a static class that names the use case";
            yield break;
        }

        if (useCase.Place.Room.Length == 0)
            yield return $"{useCase.Said} stands in no capability";
        if (handler.Name != "Handler")
            yield return $"{handler.Said} is a handler that is not named Handler";
        var requests = useCase.NestedTypes.Where(t => t.Implements(typeof(IBaseRequest))).ToList();
        if (requests.Count != 1)
            yield return $"{useCase.Said} holds {requests.Count} requests";
        foreach (var request in requests.Where(r => r.Name is not ("Command" or "Query")))
            yield return $"{request.Said} is a request that is not named Command or Query";
        foreach (var validator in useCase.NestedTypes.Where(t => t.Implements(typeof(IValidator)) && t.Name != "Validator"))
            yield return $"{validator.Said} is a validator that is not named Validator";
    }

    private static IEnumerable<string> Pipeline(IServiceProvider services, TypeDefinition request)
    {
        using var scope = services.CreateScope();
        var type = request.Clr;
        var answer = type.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)).GenericTypeArguments[0];
        var behaviours = scope.ServiceProvider.GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(type, answer)).Select(b => Plain(b!.GetType())).ToList();
        var missing = Behaviours.Except(behaviours).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            yield return $"{request.Said} skips {string.Join(", ", missing)}";
        else if (behaviours is not ["TurnBehavior", "TrailBehavior", "AuthorizationBehavior", "ValidationBehavior", "FreshSignInBehavior", ..])
            yield return $"{request.Said} goes through {string.Join(", ", behaviours)}";
        var validators = scope.ServiceProvider.GetServices(typeof(IValidator<>).MakeGenericType(type)).Select(v => v!.GetType()).ToList();
        if (type.DeclaringType?.GetNestedType("Validator") is { } written && !validators.Contains(written))
            yield return $"{request.Said} is not validated";
        string? fault = null;
        try
        {
            scope.ServiceProvider.GetRequiredService(typeof(IRequestHandler<,>).MakeGenericType(type, answer));
        }
        catch (InvalidOperationException unresolved)
        {
            fault = unresolved.Message;
        }

        if (fault is not null)
            yield return $"{request.Said} cannot be handled: {fault}";
    }

    private static string Plain(Type type) => type.Name.Split('`')[0];

    private static bool IsSave(MethodReference call) => call.Name is nameof(DbContext.SaveChanges) or nameof(DbContext.SaveChangesAsync);

    /// <summary>Publishes itself, or calls what does.</summary>
    private static bool Publishes(MethodReference call) => IsPublish(call)
        || (call.DeclaringType.Place.Layer == Layer.Module && call.Resolve()?.Runs().SelectMany(m => m.Calls()).Any(IsPublish) == true);

    private static bool IsPublish(MethodReference call) => call.Name == nameof(ModuleDbContext.Publish) && call.DeclaringType.Is(typeof(ModuleDbContext));
}

/// <summary>What requests and pages declare about who may use them.</summary>
internal static class Guarded
{
    public static IEnumerable<string> Undeclared(TypeDefinition type)
    {
        var reasons = type.Attributes<PublicAttribute>().Select(a => (string)a.ConstructorArguments[0].Value).ToList();
        if (Permissions(type).Count() + reasons.Count != 1)
            yield return $"{type.Said} says neither which permission it needs nor why it needs none";
        if (reasons.Any(string.IsNullOrWhiteSpace))
            yield return $"{type.Said} gives no reason for being public";
    }

    public static IEnumerable<string> Permissions(TypeDefinition type) => type.Attributes<RequiresPermissionAttribute>().Select(a => (string)a.ConstructorArguments[0].Value);
}
