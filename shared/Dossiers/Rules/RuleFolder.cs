using System.Text;

namespace Traceability.Dossiers.Rules;

/// <summary>Where an operator puts files with further editions: <c>retirement.json</c> adds to the rules of retirement.</summary>
/// <param name="path">The folder, or null for none.</param>
public sealed class RuleFolder(string? path)
{
    /// <summary>The configuration key that names the folder.</summary>
    public const string Setting = "Rules:Folder";

    private const string Extension = ".json";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>No folder: only what is built in holds.</summary>
    public static RuleFolder None { get; } = new(null);

    /// <summary>The file that adds to the rules of this name, or null.</summary>
    internal string? Find(string name) => Files().FirstOrDefault(file => Path.GetFileName(file) == name + Extension);

    /// <summary>The text of a file.</summary>
    /// <exception cref="RulesNotUsableException">It cannot be read.</exception>
    internal static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file, Strict);
        }
        catch (DecoderFallbackException)
        {
            throw new RulesNotUsableException([$"{file}: its characters are not UTF-8. Save it as UTF-8."]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new RulesNotUsableException([$"{file}: {unreadable.Message}"]);
        }
    }

    /// <summary>The faults of files that add to nothing: a misspelt name must not go unnoticed.</summary>
    /// <param name="names">All names that files may have.</param>
    internal IEnumerable<string> Strangers(IReadOnlyCollection<string> names) =>
        from file in Files()
        where !names.Contains(Path.GetFileNameWithoutExtension(file))
        select $"{file}: there are no rules of this name. Name it as one of {string.Join(", ", names.Select(name => name + Extension))}.";

    private IEnumerable<string> Files()
    {
        if (path is null)
        {
            return [];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*" + Extension).Order(StringComparer.Ordinal)
            : throw new RulesNotUsableException([$"{path}: there is no such folder. Make it, or set {Setting} to another."]);
    }
}
