using Konnect.Modules.Children.Permits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children.Tests.Permits;

public sealed class PermitKeeperTests
{
    [Fact]
    public async Task After_the_day_code_and_photo_are_gone_and_who_might_collect_is_still_known()
    {
        await using var it = await Doorway.CreateAsync();
        var (today, tomorrow) = (await it.GivenAsync(Doorway.Own() with { Photo = Doorway.Pictures["image/png"] }), await it.GivenAsync(Doorway.Own(day: Doorway.Friday.PlusDays(1)) with { Photo = Doorway.Pictures["image/png"] }));
        var keeper = it.Host.Services.GetRequiredService<PermitKeeper>();
        it.At(Doorway.Friday, 23);
        (await keeper.ClearAsync(CancellationToken.None)).ShouldBe(0);
        it.At(Doorway.Friday.PlusDays(1), 0);
        (await keeper.ClearAsync(CancellationToken.None)).ShouldBe(1);
        (await keeper.ClearAsync(CancellationToken.None)).ShouldBe(0);
        var row = await it.RowAsync(today.Id);
        (row.Code, row.Name, row.ClearedAt).ShouldBe(("", "Buurman Jan", it.Host.Clock.Now));
        (await it.RowAsync(tomorrow.Id)).Code.ShouldBe(tomorrow.Code);
        (await it.QueryAsync(db => db.CollectorPhotos.Select(p => p.PermitId).ToListAsync())).ShouldBe([tomorrow.Id]);
    }
}
