using Traceability.Dossiers.Rules;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Rules;

/// <summary>What was in force can be looked up for ever, and is never changed unnoticed.</summary>
public sealed class RuleArchiveTests : IAsyncDisposable
{
    private readonly OperatorFolder folder = new();
    private readonly SqliteFile file = new();

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await file.DisposeAsync();
    }

    [Fact]
    public async Task Every_version_stays_when_its_file_is_gone()
    {
        folder.Put(OperatorFolder.Edition("2026-04-01", OperatorFolder.DaysMax(45), version: 2), OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(30)));
        await Start();
        folder.Remove();
        var archive = await Start();

        Assert.Equal(
            [("some/2018-08-01", true), ("some/2026-04-01", true), ("some/2026-04-01.2", false), ("some/2027-01-01", false)],
            (await archive.List(Cancellation)).Select(kept => (kept.Edition.Id, archive.IsInForce(kept.Edition))));
        var superseded = (await archive.Find("some/2026-04-01.2", Cancellation))!.Edition.Rules["daysMax"];
        Assert.Equal((45, "最长45天。"), (superseded.Rule.Value.GetInt32(), superseded.Rule.Zh));
        Assert.Null(await archive.Find("some/2026-04-01.3", Cancellation));
    }

    [Fact]
    public async Task A_version_that_was_in_force_is_not_changed_but_followed_by_another()
    {
        folder.Put(OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(30)));
        await Start();

        folder.Put(OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(31)));
        await Refused("some.json: edition some/2027-01-01, rule daysMax: it was 30 and entries may rely on it, but is now 31.");
        folder.Put(OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(31), version: 2));
        var archive = await Start();

        Assert.Equal(30, await DaysMax(archive, "some/2027-01-01"));
        Assert.Equal(31, await DaysMax(archive, "some/2027-01-01.2"));
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_behind()
    {
        await Start();
        folder.Put(OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(30))).PutText("{}", "sme.json");

        await Refused("sme.json: there are no rules of this name. Name it as one of some.json.");

        folder.Remove("sme.json");
        folder.Remove();
        Assert.DoesNotContain(await (await Start()).List(Cancellation), kept => kept.Edition.Id == "some/2027-01-01");
    }

    [Fact]
    public async Task An_edition_that_would_carry_over_into_one_that_was_in_force_is_told_so()
    {
        folder.Put(OperatorFolder.Edition("2027-01-01", "{}"));
        await Start();

        folder.Put(OperatorFolder.Edition("2026-09-01", OperatorFolder.DaysMax(50)), OperatorFolder.Edition("2027-01-01", "{}"));
        await Refused("edition some/2027-01-01, rule daysMax: it was 60", "is now 50, carried over from some/2026-09-01", "add an edition from 2027-01-01 with a higher version");

        folder.Put(
            OperatorFolder.Edition("2026-09-01", OperatorFolder.DaysMax(50)),
            OperatorFolder.Edition("2027-01-01", "{}"),
            OperatorFolder.Edition("2027-01-01", "{}", version: 2));
        var archive = await Start();
        Assert.Equal(60, await DaysMax(archive, "some/2027-01-01"));
        Assert.Equal(50, await DaysMax(archive, "some/2027-01-01.2"));
    }

    [Fact]
    public async Task Words_and_sources_may_become_better_without_a_new_version()
    {
        folder.Put(OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(30)));
        await Start();

        folder.Put(OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(30).Replace("Art. 9", "Art. 10", StringComparison.Ordinal)));
        var archive = await Start();

        Assert.Equal("Art. 10", (await archive.Find("some/2027-01-01", Cancellation))!.Edition.Rules["daysMax"].Rule.Source);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<int> DaysMax(RuleArchive archive, string id) =>
        (await archive.Find(id, Cancellation))!.Edition.Rules["daysMax"].Rule.Value.GetInt32();

    private async Task<RuleArchive> Start()
    {
        await file.Reopen();
        var archive = new RuleArchive([folder.Load()], folder.Folder, new SqliteDocumentStore(file.Database), TimeProvider.System);
        await archive.Keep(Cancellation);
        return archive;
    }

    private async Task Refused(params string[] messages)
    {
        var message = (await Assert.ThrowsAsync<RulesNotUsableException>(Start)).Message;
        Assert.All(messages, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
