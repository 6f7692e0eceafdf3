using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Operations;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Operations;

public sealed class ListDeadLettersTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_message_that_fails_is_tried_again_and_given_up_after_eight_attempts()
    {
        var id = await host.PublishUnknownAsync();
        var published = new LocalDateTime(2026, 11, 20, 10, 0);

        var before = (await host.SendAsync(new ListDeadLetters.Query())).Value;
        await host.FailAsync(7);
        var retried = (await host.SendAsync(new ListDeadLetters.Query())).Value;
        await host.FailAsync(1);
        var dead = (await host.SendAsync(new ListDeadLetters.Query())).Value;

        (before.Waiting, before.WaitingSince, before.Retried, before.Dead).ShouldBe((1, published, 0, 0));
        (retried.Waiting, retried.Retried, retried.Dead).ShouldBe((1, 1, 0));
        (dead.Waiting, dead.WaitingSince, dead.Retried, dead.Dead).ShouldBe((0, null, 0, 1));
        dead.Letters.ShouldBe([new ListDeadLetters.Letter(id, Letters.Unknown, published, 8, nameof(InvalidOperationException))]);
    }

    [Fact]
    public async Task Only_who_manages_the_system_sees_them() =>
        (await host.SendAsync(new ListDeadLetters.Query(), new TestUser("O", AccessScope.Everything, AccessPermissions.ManageTokens))).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);
}
