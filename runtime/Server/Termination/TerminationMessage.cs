using System.Text;
using System.Text.Json;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Termination;

/// <summary>The last words of a program that could not start: one line of JSON, which the kubelet shows to the operator.</summary>
/// <param name="Reason">A name of <see cref="StartFailureReason"/>.</param>
/// <param name="Message">For a person to act on.</param>
internal sealed record TerminationMessage(string Reason, string Message)
{
    /// <summary>What the kubelet reads at most.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Where the kubelet mounts the file by default.</summary>
    public const string DefaultPath = "/dev/termination-log";

    private const string Ellipsis = "…";

    /// <summary>The line; a message that is too long loses its end.</summary>
    public static byte[] Encode(StartFailure failure)
    {
        var text = failure.Message;
        while (true)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(
                new TerminationMessage(failure.Reason.ToString(), text), TerminationJson.Readable.TerminationMessage);
            var surplus = line.Length - MaxBytes;
            if (surplus <= 0)
                return line;
            // A character takes at most six bytes (\u0000), at least one; cutting by the surplus converges in a few rounds.
            var keep = Math.Max(0, text.Length - Math.Max(1, surplus / 6) - Ellipsis.Length);
            if (keep > 0 && char.IsHighSurrogate(text[keep - 1]))
                keep--;
            text = text[..keep] + Ellipsis;
        }
    }

    /// <summary>
    /// Writes the line to the file and says it on standard error. The default file is only written where the kubelet made it:
    /// by hand there is none.
    /// </summary>
    /// <returns>The exit code.</returns>
    public static int Write(StartFailure failure, string? path)
    {
        var line = Encode(failure);
        Console.Error.WriteLine(Encoding.UTF8.GetString(line));
        if (path is not null || File.Exists(DefaultPath))
        {
            try
            {
                File.WriteAllBytes(path ?? DefaultPath, line);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"The termination message cannot be written: {exception.Message}");
            }
        }

        return ExitCodes.Of(failure.Reason);
    }
}
