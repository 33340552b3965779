using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx;

/// <summary>ONNX Runtime's errors, in its own words, classified by what they ask of whom.</summary>
internal static partial class OnnxErrors
{
    /// <summary>What a client's input can get wrong although its type and declared shape are right.</summary>
    private static readonly string[] InputErrors = ["Invalid rank for input", "Got invalid dimensions for input", "Unexpected input data type"];

    private static readonly string[] MemoryErrors = ["Failed to allocate memory", "bad_alloc", "out of memory", "CUDA_ERROR_OUT_OF_MEMORY"];

    /// <summary>The text without the wrapper's prefix and on one line.</summary>
    public static string Text(OnnxRuntimeException exception) => Clean(exception.Message);

    /// <summary>The text of a message without the wrapper's prefix and on one line.</summary>
    internal static string Clean(string message) => Whitespace().Replace(Prefix().Replace(message, string.Empty), " ").Trim();

    /// <summary>Why a model does not load.</summary>
    public static StartFailure Load(string text, long? memoryLimitBytes) => new(
        StartFailureReason.ModelLoadFailed,
        IsOutOfMemory(text) ? $"Out of memory while loading the model{Limit(memoryLimitBytes)}: {text}" : text);

    /// <summary>Why a run has no answer. Only what ONNX Runtime finds wrong with the inputs themselves is the client's fault.</summary>
    public static Failure Run(string text, long? memoryLimitBytes)
    {
        if (IsOutOfMemory(text))
            return new Failure(FailureKind.Internal, $"Out of memory during inference{Limit(memoryLimitBytes)}: {text}");
        var kind = InputErrors.Any(error => text.Contains(error, StringComparison.Ordinal)) ? FailureKind.InvalidArgument : FailureKind.Internal;
        return new Failure(kind, text);
    }

    /// <summary>Whether an allocation failed.</summary>
    public static bool IsOutOfMemory(string text) => MemoryErrors.Any(error => text.Contains(error, StringComparison.OrdinalIgnoreCase));

    private static string Limit(long? bytes) => bytes is { } limit
        ? string.Create(CultureInfo.InvariantCulture, $" (the container's limit is {limit / (1024 * 1024)} MiB)")
        : string.Empty;

    [GeneratedRegex(@"^\[ErrorCode:\w+\]\s*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whitespace();
}
