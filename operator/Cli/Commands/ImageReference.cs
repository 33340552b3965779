using System.Text.RegularExpressions;

namespace Slipway.Cli.Commands;

/// <summary>Judges the name of an image; pure.</summary>
internal static partial class ImageReference
{
    /// <summary>Why the name cannot pin an image; null when it can.</summary>
    public static string? Fault(string image)
    {
        var match = Form().Match(image);
        if (!match.Success)
            return $"'{image}' is not the name of an image";
        if (match.Groups["digest"].Success)
            return null;
        return match.Groups["tag"].Value is "" or "latest"
            ? $"'{image}' names no version, so that pods of one revision could run different images; give a tag other than latest, or a digest"
            : null;
    }

    [GeneratedRegex("""^[a-z0-9]([a-z0-9._/-]|:[0-9]+/)*(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?<digest>@sha256:[0-9a-f]{64})?$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
