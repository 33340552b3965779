using System.Text.Json;

namespace Slipway.Planning.Runtime;

/// <summary>Why a runtime ended, in its own words (decision 0001).</summary>
/// <param name="Reason">A constant of <see cref="Slipway.Api.RuntimeReasons"/>, or one that this operator does not know.</param>
/// <param name="Message">For people.</param>
internal sealed record TerminationMessage(string? Reason, string? Message)
{
    /// <summary>Reads what a container wrote to its termination log; null when it is not the runtime's line of JSON.</summary>
    public static TerminationMessage? Read(string? text)
    {
        if (text?.TrimStart().StartsWith('{') != true)
            return null;
        try
        {
            var message = JsonSerializer.Deserialize(text, PlanningJsonContext.Default.TerminationMessage);
            return string.IsNullOrEmpty(message?.Reason) || !message.Reason.All(char.IsAsciiLetterOrDigit) ? null : message;
        }
        catch (JsonException)
        {
            return null; // Some other program's text.
        }
    }
}
