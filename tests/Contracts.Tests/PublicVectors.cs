using Xunit;

namespace Traceability.Contracts.Tests;

/// <summary>The published RFC 8785 vectors, which lie beside the repository and are not part of it.</summary>
internal static class PublicVectors
{
    private const string Folder = "shared/interop-data/jcs";

    public static string PathOf(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, Folder, file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"No folder above the tests has {Folder}/{file}: get it from github.com/cyberphone/json-canonicalization to run this test.");
        return "";
    }
}
