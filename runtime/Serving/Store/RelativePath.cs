namespace Slipway.Runtime.Serving.Store;

/// <summary>Which names inside a folder are safe to place below a directory.</summary>
internal static class RelativePath
{
    private const int MaxLength = 1024;
    private const int MaxSegmentBytes = 255;

    /// <summary>Whether it is <c>a/b/c</c> with plain segments.</summary>
    public static bool IsSafe(string path) =>
        path.Length is > 0 and <= MaxLength && path.Split('/').All(IsSafeSegment);

    private static bool IsSafeSegment(string segment) =>
        segment is not ("" or "." or "..")
        && System.Text.Encoding.UTF8.GetByteCount(segment) <= MaxSegmentBytes
        && !segment.Any(character => char.IsControl(character) || character == '\\');
}
