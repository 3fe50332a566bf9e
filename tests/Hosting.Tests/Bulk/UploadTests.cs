using System.Text;
using Microsoft.AspNetCore.Http;
using Traceability.Contracts;
using Traceability.Hosting.Bulk;

namespace Traceability.Hosting.Tests.Bulk;

/// <summary>What is sent and must not be kept.</summary>
public sealed class UploadTests : IDisposable
{
    private const string Boundary = "x";

    private readonly string folder = Directory.CreateTempSubdirectory("traceability-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task One_file_of_a_form_is_taken_and_a_field_without_one_is_passed_over()
    {
        var spool = Spool(folder);
        var (upload, refusal) = await Receive(spool, $"{Part("", "")}{Part("a.csv", "battery")}{Part("", "")}--{Boundary}--\r\n");
        Assert.Null(refusal);
        Assert.Equal("battery", await File.ReadAllTextAsync(upload!.File.Path, TestContext.Current.CancellationToken));
        spool.Remove(upload);
        NothingIsKept(spool);
    }

    [Fact]
    public async Task A_form_of_several_files_is_refused() => await Refused(
        $"{Part("a.csv", "battery")}{Part("b.csv", "battery")}--{Boundary}--\r\n", "The file cannot be read: the form holds several files; send each in a request of its own.");

    [Fact]
    public async Task A_form_that_breaks_off_is_refused()
    {
        const string broken = "The file cannot be read: the form breaks off before its end.";
        await Refused($"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nbattery", broken);
        await Refused($"{Part("a.csv", "battery")}--{Boundary}\r\nContent-Dis", broken);
    }

    [Fact]
    public async Task A_boundary_that_is_too_long_is_refused() => await Refused(
        "", "The file cannot be read: the form names no boundary.", new string('b', 5000));

    [Fact]
    public async Task A_folder_that_cannot_be_written_in_keeps_nothing()
    {
        var file = Path.Combine(folder, "no-folder");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var spool = Spool(file);
        await Assert.ThrowsAnyAsync<IOException>(() => Receive(spool, $"{Part("a.csv", "battery")}--{Boundary}--\r\n"));
        Assert.Equal(0, spool.BytesOf(BulkProcess.Owner));
    }

    private static BulkSpool Spool(string folder) => new(new()
    {
        Folder = folder, FileMaxBytes = 1 << 20, XlsxExpandedMaxBytes = 1 << 20, PartyMaxBytes = 1 << 24, RowsAtOnce = 1, JobsAtOnce = 1, Keep = TimeSpan.FromHours(1),
    });

    private static string Part(string name, string text) =>
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n";

    private static async Task<(Upload? Upload, Refusal? Refusal)> Receive(BulkSpool spool, string body, string boundary = Boundary)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = $"multipart/form-data; boundary={boundary}";
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return await new Uploads(spool).Receive(request, BulkProcess.Owner, TestContext.Current.CancellationToken);
    }

    private async Task Refused(string body, string detail, string boundary = Boundary)
    {
        var spool = Spool(folder);
        var (upload, refusal) = await Receive(spool, body, boundary);
        Assert.Null(upload);
        Assert.Equal(BulkRefusals.FileUnreadable, refusal!.Kind);
        Assert.Equal(detail, refusal.Detail);
        NothingIsKept(spool);
    }

    private void NothingIsKept(BulkSpool spool)
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.Equal(0, spool.BytesOf(BulkProcess.Owner));
    }
}
