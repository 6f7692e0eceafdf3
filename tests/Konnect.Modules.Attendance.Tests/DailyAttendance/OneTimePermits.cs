using System.Reflection;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

/// <summary>Somebody may collect a child once. The child register gives the permits; from here its requests are known by name only.</summary>
internal static class OneTimePermits
{
    public static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    /// <summary>Gives a permit on behalf of the first guardian with authority.</summary>
    public static async Task<(Guid Id, string Code)> PermitAsync(this AttendanceHost it, string number = "K1", string name = "Buurman Jan", LocalDate? day = null)
    {
        var email = number == "K7" ? "noor@example.org" : "zoe@example.org";
        var guardian = await it.Host.InScopeAsync(async services =>
        {
            foreach (var source in services.GetServices<IAccountHolders>())
            {
                if ((await source.ListAsync(default)).FirstOrDefault(h => h.Email == email) is { } holder)
                    return holder.Key;
            }

            throw new InvalidOperationException(email);
        });
        var given = await SendAsync(it, "GivePermit", ("RequestId", Guid.NewGuid()), ("Number", number), ("GuardianId", guardian), ("Verified", "gebeld op bekend nummer"), ("Name", name), ("Relation", "buurman van oma"), ("Day", day ?? AttendanceHost.Friday), ("Photo", Png));
        var value = given.GetType().GetProperty("Value")!.GetValue(given)!;
        return ((Guid)value.GetType().GetProperty("Id")!.GetValue(value)!, (string)value.GetType().GetProperty("Code")!.GetValue(value)!);
    }

    public static Task WithdrawPermitAsync(this AttendanceHost it, string number, Guid permit) => SendAsync(it, "WithdrawPermit", ("Number", number), ("PermitId", permit));

    public static async Task<IReadOnlyList<CollectorPermitInfo>> PermitsAsync(this AttendanceHost it, string group = "L1-A", string number = "K1") =>
        [.. (await it.SendAsync(new GetMayCollect.Query(group, [it.Child(number)]))).Value.Permits[it.Child(number)]];

    public static Task<Result<CheckOutChildren.Response>> CollectAsync(this AttendanceHost it, Guid permit, string code, Guid? request = null, string number = "K1", string group = "L1-A", LocalTime? at = null) =>
        it.SendAsync(new CheckOutChildren.Command { RequestId = request ?? Guid.NewGuid(), GroupCode = group, ChildIds = [it.Child(number)], At = at, Collector = new CollectorChoice { Id = permit, Code = code } });

    public static string Wrong(string code, int by = 1) => ((int.Parse(code, null) + by) % 10_000).ToString("D4", null);

    private static async Task<object> SendAsync(AttendanceHost it, string useCase, params (string Name, object Value)[] values)
    {
        var type = it.Host.Services.GetRequiredService<IReadOnlyList<IModule>>().Single(m => m.Name == "children").GetType().Assembly.GetType($"Konnect.Modules.Children.Permits.{useCase}+Command", throwOnError: true)!;
        var request = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var (name, value) in values)
            type.GetProperty(name)!.SetValue(request, value);
        var answer = type.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
        await using var scope = it.Host.Scope();
        var sent = (Task)typeof(IMediator).GetMethods().Single(m => m.Name == nameof(IMediator.Send) && m.IsGenericMethod).MakeGenericMethod(answer).Invoke(scope.ServiceProvider.GetRequiredService<IMediator>(), [request, CancellationToken.None])!;
        await sent;
        return sent.GetType().GetProperty("Result", BindingFlags.Public | BindingFlags.Instance)!.GetValue(sent)!;
    }
}
