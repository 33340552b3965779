using System.Text;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>Makes texts of others fit to be shown.</summary>
internal static class Texts
{
    private const int MaxLength = 1024;

    /// <summary>One line without control characters, ending in a full stop, cut at 1,024 characters.</summary>
    public static string Sentence(string? text)
    {
        var line = new StringBuilder();
        foreach (var character in (text ?? "").Trim())
        {
            if (line.Length == MaxLength)
                break;
            line.Append(char.IsControl(character) ? ' ' : character);
        }

        if (line.Length > 0 && line[^1] is not ('.' or '!' or '?' or '…'))
            line.Append('.');
        return line.ToString();
    }

    /// <summary>"attempt 3", counting the first start as one.</summary>
    public static string Attempt(int? restarts) => $"attempt {(restarts ?? 0) + 1}";
}
