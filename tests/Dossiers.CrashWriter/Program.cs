using Traceability.Contracts.Entries;
using Traceability.Dossiers;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.Tests.Fixtures;

// Many writers, each with a battery of its own, until somebody kills the process. A line is printed only for what the store
// has acknowledged; whoever reads the lines may hold the store to every one of them.
const int Writers = 64;

var store = new SqliteDossierStore(new SqliteDatabase(args[0]));
var output = new Lock();

await Task.WhenAll(Enumerable.Range(1, Writers).Select(WriteForEver));

async Task WriteForEver(int battery)
{
    var code = Some.Code(battery);
    SealedEntry? last = null;
    DossierAppend append;
    while (true)
    {
        append = last is null ? Some.Opening(code) : Some.Following((await store.Find(code, CancellationToken.None))!);
        if (!await store.Append(append, CancellationToken.None))
        {
            throw new InvalidOperationException($"Entry {append.Standing.Sequence} of {code} was not taken.");
        }

        last = append.Entries[^1];
        lock (output)
        {
            Console.WriteLine($"{code} {last.Entry.Sequence} {last.Seal}");
        }
    }
}
