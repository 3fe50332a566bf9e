using System.Net;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Parties;
using Traceability.Fixtures;

namespace Traceability.Parties.Tests;

public sealed class PublishingTests
{
    private static readonly PartyId Recycler = PartyId.Of(Http.Recycler);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registered_party_is_known_to_the_other_services_when_the_answer_arrives()
    {
        await using var registry = await ARegistry.StartAsync();

        await (await (await registry.LogIn()).Register(Http.Recycler, PartyRole.Recycler)).Is(HttpStatusCode.Created);

        Assert.Equal(1, registry.Service<PartyDirectory>().Find(Recycler)?.Version);
        Assert.DoesNotContain(await registry.Documents(), document => document.Tags.Contains("unsent"));
    }

    [Fact]
    public async Task While_the_bus_is_down_parties_are_registered_and_the_sweep_tells_of_them_later()
    {
        await using var registry = await ARegistry.StartAsync();
        var administrator = await registry.LogIn();
        registry.Bus.IsDown = true;
        await (await administrator.Register(Http.Recycler, PartyRole.Recycler)).Is(HttpStatusCode.Created);
        Assert.Null(registry.Service<PartyDirectory>().Find(Recycler));
        Assert.Equal(Http.Recycler, Assert.Single(await registry.Documents(), document => document.Tags.Contains("unsent")).Id);

        registry.Bus.IsDown = false;
        await registry.Service<PartiesRelay>().Sweep(Cancellation);

        Assert.NotNull(registry.Service<PartyDirectory>().Find(Recycler));
        Assert.DoesNotContain(await registry.Documents(), document => document.Tags.Contains("unsent"));
    }

    [Fact]
    public async Task What_a_crash_left_unsent_is_told_at_the_next_start()
    {
        var first = await ARegistry.StartAsync();
        var administrator = await first.LogIn();
        first.Bus.IsDown = true;
        await (await administrator.Register(Http.Recycler, PartyRole.Recycler)).Is(HttpStatusCode.Created);

        await using var second = await first.RestartAsync();

        await Eventually.Holds("others know the party", () => second.Service<PartyDirectory>().Find(Recycler) is not null);
    }

    [Fact]
    public async Task The_directory_takes_only_what_is_newer()
    {
        var directory = new PartyDirectory(ARegistry.NewStore());

        await directory.Receive([Changed(2, "Second"), Changed(1, "First"), Changed(2, "Twice")], Cancellation);
        Assert.Equal("Second", directory.Find(Recycler)?.Name);

        await directory.Receive([Changed(3, "Third")], Cancellation);
        Assert.Equal("Third", directory.Find(Recycler)?.Name);
    }

    [Fact]
    public async Task The_directory_survives_a_restart()
    {
        var store = ARegistry.NewStore();
        await new PartyDirectory(store).Receive([Changed(1, "First"), Changed(4, "Fourth")], Cancellation);

        var restarted = new PartyDirectory(store);
        Assert.False(restarted.IsLoaded);
        await restarted.LoadAsync(Cancellation);

        Assert.True(restarted.IsLoaded);
        Assert.Equal("Fourth", restarted.Find(Recycler)?.Name);
        Assert.Null(restarted.Find(PartyId.Of(Http.Maker)));
    }

    private static PartyChanged Changed(long version, string name) => new()
    {
        Party = new() { Id = Recycler, Name = name, Roles = [PartyRole.Recycler], Region = RegionCode.Of("520115"), Version = version },
    };
}
