using Microsoft.Data.Sqlite;
using Traceability.Dossiers.Documents;

namespace Traceability.Dossiers.Sqlite;

/// <summary>Documents in SQLite: a row each, and one per tag.</summary>
public sealed class SqliteDocumentStore : IDocumentStore
{
    private readonly SqliteDatabase database;

    /// <summary>Makes the tables where they are missing.</summary>
    public SqliteDocumentStore(SqliteDatabase database)
    {
        this.database = database;
        database.Migrate("documents", """
            create table documents (
                collection text, id text, version integer not null, body blob not null, tags text not null,
                primary key (collection, id)) without rowid;
            create table document_tags (collection text, tag text, id text, primary key (collection, tag, id)) without rowid;
            create index document_tags_of on document_tags (collection, id);
            """);
    }

    /// <inheritdoc/>
    public Task<Document?> Find(string collection, string id, CancellationToken cancellation) => Task.FromResult(database.Read(session => session.One(
        "select id, version, body, tags from documents where collection = $1 and id = $2", Row(collection), collection, id)));

    /// <inheritdoc/>
    public Task<bool> Put(Document document, CancellationToken cancellation) => database.Write(session =>
    {
        var (collection, id, version, body, tags) = document;
        var bytes = body.ToArray();
        var joined = string.Join('\n', tags);
        var changed = version == 1
            ? session.Run("insert into documents values ($1, $2, 1, $3, $4) on conflict do nothing", collection, id, bytes, joined)
            : session.Run(
                "update documents set version = $3, body = $4, tags = $5 where collection = $1 and id = $2 and version = $3 - 1",
                collection, id, version, bytes, joined);
        if (changed == 0)
        {
            return false;
        }

        session.Run("delete from document_tags where collection = $1 and id = $2", collection, id);
        foreach (var tag in tags)
        {
            session.Run("insert into document_tags values ($1, $2, $3) on conflict do nothing", collection, tag, id);
        }

        return true;
    });

    /// <inheritdoc/>
    public Task Delete(string collection, string id, CancellationToken cancellation) => database.Write(session =>
        session.Run("delete from document_tags where collection = $1 and id = $2", collection, id)
        + session.Run("delete from documents where collection = $1 and id = $2", collection, id));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Document>> List(string collection, string? tag, string? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Document>>(database.Read(session => tag is null
            ? session.All(
                "select id, version, body, tags from documents where collection = $1 and id > $2 order by id limit $3",
                Row(collection), collection, after ?? "", limit)
            : session.All(
                """
                select d.id, d.version, d.body, d.tags from document_tags t join documents d on d.collection = t.collection and d.id = t.id
                where t.collection = $1 and t.tag = $2 and t.id > $3 order by t.id limit $4
                """,
                Row(collection), collection, tag, after ?? "", limit)));

    private static Func<SqliteDataReader, Document> Row(string collection) => row => new(
        collection, row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetString(3).Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
