using System.Reflection;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Attendance.Inspection;
using Konnect.Modules.Attendance.Ratio;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Inspection;

/// <summary>Every request that an inspector by link can send, of whichever module, about a day that was not granted.</summary>
public sealed class GrantedDaysTests
{
    [Fact]
    public async Task Other_days_are_as_if_they_were_not_there()
    {
        await using var it = await OnInspection.CreateAsync();
        var permissions = it.Host.Services.GetRequiredService<PermissionTable>();
        var requests = it.Host.Services.GetRequiredService<IReadOnlyList<IModule>>().SelectMany(m => m.GetType().Assembly.GetTypes())
            .Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))
                && t.GetCustomAttribute<RequiresPermissionAttribute>() is { } needed && permissions.Holds(Roles.InspectorByLink, needed.Permission));
        // A further request is shown here to keep to the days granted, or to know none.
        requests.Select(t => t.DeclaringType!).ShouldBe([typeof(GetRatioDay), typeof(GetRatioPeriod), typeof(GetInspection), typeof(MakePackage), typeof(CheckPackage), typeof(GetFrame)], ignoreOrder: true);

        var user = OnInspection.Inspector;
        foreach (var (date, isGranted) in new[] { (OnInspection.Tuesday.PlusDays(-1), false), (OnInspection.Tuesday, true), (OnInspection.Wednesday, true), (OnInspection.Thursday, false) })
        {
            foreach (var basis in new[] { null, "actual", "planned" })
                Told(await it.SendAsync(new GetRatioDay.Query("group", "L1-A", date, basis), user)).ShouldBe(isGranted ? "" : "attendance.scope-unknown", $"{date} {basis}");
            (await it.SendAsync(new GetRatioPeriod.Query(date), user)).Value.Lines.SelectMany(l => l.Days.Keys).ShouldAllBe(d => d >= OnInspection.Tuesday && d <= OnInspection.Wednesday);
            foreach (var choice in new InspectionChoice[] { new("L1", date, date), new(null, date, null), new(null, null, date) })
                Told(await it.SendAsync(new GetInspection.Query(choice), user)).ShouldBe(isGranted ? "" : "attendance.scope-unknown", $"{choice}");
            var path = Path.Combine(it.Host.DataDirectory, $"{Guid.NewGuid()}.zip");
            Told(await it.SendAsync(new MakePackage.Command(new("L1", date, date), path), user)).ShouldBe(isGranted ? "" : "attendance.scope-unknown", $"{date}");
            File.Exists(path).ShouldBe(isGranted);
            // A sample is no way around the period.
            (await it.SendAsync(new GetInspection.Query(new(null, null, null, Days: [date])), user)).Value.Rows.ShouldAllBe(r => r.Date >= OnInspection.Tuesday && r.Date <= OnInspection.Wednesday);
        }

        Told(await it.SendAsync(new GetRatioDay.Query("group", "L1-A", null, null), user)).ShouldBe("");
        Told(await it.SendAsync(new GetRatioDay.Query("group", "L2-A", OnInspection.Wednesday, null), user)).ShouldBe("attendance.scope-unknown");
    }

    [Fact]
    public async Task An_inspector_sees_numbers_in_the_place_of_names_of_children_and_names_of_staff()
    {
        await using var it = await OnInspection.CreateAsync();
        var user = OnInspection.By(OnInspection.Thursday, OnInspection.Thursday);
        var day = (await it.SendAsync(new GetRatioDay.Query("group", "L1-A", OnInspection.Thursday, null), user)).Value;
        day.WithNames.ShouldBeFalse();
        day.Children.Select(c => c.Name).Order().ShouldBe(["K1", "K2", "K3", "K4", "K5"]);
        day.Staff.ShouldContain(s => s.Name == "Tim Vos");
        (await it.SendAsync(new GetRatioDay.Query("group", "L1-A", OnInspection.Thursday, null))).Value.Children.ShouldAllBe(c => c.Name != c.Number);
    }

    private static string Told<T>(BuildingBlocks.Results.Result<T> result) => result.Errors is [var first, ..] ? first.Code : "";
}
