using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>The options that say where a model comes from; <c>serve</c> and <c>fetch</c> share them.</summary>
internal sealed class ModelOptions
{
    private const int Sha256HexDigits = 64;

    public ModelOptions()
    {
        CacheLimit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..] && ByteSize.Parse(text) is null)
                result.AddError($"--cache-limit must be a number of bytes such as 500Mi, 50Gi or 1000000, not '{text}'.");
        });
        Sha256.Validators.Add(result =>
        {
            var value = result.GetValueOrDefault<string?>();
            if (value is not null && (value.Length != Sha256HexDigits || !value.All(char.IsAsciiHexDigit)))
                result.AddError($"--model-sha256 must be {Sha256HexDigits} hexadecimal digits.");
        });
    }

    /// <summary>A path by hand instead of a URI.</summary>
    public Argument<string?> File { get; } = new("model")
    {
        Description = "A local .onnx file or folder, instead of --model-uri.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string?> Uri { get; } = new("--model-uri") { Description = "Where the model is: https, http, s3, oci, hf, pvc or file; a folder ends in '/'." };

    public Option<string?> Sha256 { get; } = new("--model-sha256") { Description = "The SHA-256 that the model must have." };

    public Option<string?> Pin { get; } = new("--model-pin")
    {
        Description = "A folder with what the version's first replica found: 'sha256', which the model must have, and 'uri', where it stays. Nothing there: nothing is pinned.",
    };

    public Option<string?> Credentials { get; } = new("--credentials") { Description = "A folder with one file per credential key." };

    public Option<string?> CacheDirectory { get; } = new("--cache-dir") { Description = "Where models are placed. Default: /var/cache/slipway, or the user's cache folder where that does not exist." };

    public Option<string?> CacheLimit { get; } = new("--cache-limit")
    {
        Description = "What all models in --cache-dir may take, such as 50Gi; unused ones are removed to make room. Default: what the volume holds.",
    };

    public Option<string[]> AllowedHosts { get; } = new("--allow-host") { Description = "A host, address or CIDR range that may be private; '*': any. Repeatable." };

    public Option<string?> TerminationLog { get; } = new("--termination-log") { Description = "Where the reason of a failed start is written." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(File);
        foreach (var option in new Option[] { Uri, Sha256, Pin, Credentials, CacheDirectory, CacheLimit, AllowedHosts, TerminationLog })
            command.Options.Add(option);
        foreach (var option in new[] { Uri, Sha256, Pin, Credentials, CacheDirectory, TerminationLog })
            option.Validators.Add(RefuseEmpty);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Pin) is not null && result.GetValue(Sha256) is not null)
                result.AddError("Give --model-pin or --model-sha256, not both.");
            if (result.GetValue(File) is "")
                result.AddError("The local model's path is empty.");
            // A misspelled option would otherwise be taken for a path.
            if (result.GetValue(File) is ['-', ..] and var option)
                result.AddError($"Unrecognized command or argument '{option}'.");
            else if ((result.GetValue(File) is null) == (result.GetValue(Uri) is null))
                result.AddError("Give either --model-uri or a local model.");
        });
    }

    /// <summary>The URI, made from the path where that was given.</summary>
    public string UriOf(ParseResult result)
    {
        if (result.GetValue(Uri) is { } uri)
            return uri;
        var path = Path.GetFullPath(result.GetValue(File)!);
        var folder = Directory.Exists(path) ? "/" : string.Empty;
        return new UriBuilder("file", string.Empty) { Path = path + folder }.Uri.AbsoluteUri;
    }

    /// <summary>What to fetch.</summary>
    public FetchRequest SourceOf(ParseResult result) => new()
    {
        Uri = UriOf(result),
        Sha256 = result.GetValue(Sha256)?.ToLowerInvariant(),
        PinDirectory = result.GetValue(Pin),
        CredentialsDirectory = result.GetValue(Credentials),
    };

    /// <summary>The cache's folder.</summary>
    public string CacheDirectoryOf(ParseResult result)
    {
        const string Container = "/var/cache/slipway";
        if (result.GetValue(CacheDirectory) is { } given)
            return Path.GetFullPath(given);
        return Directory.Exists(Container) ? Container : Path.Join(UserCache(), "slipway");
    }

    /// <summary>What the cache may take, in bytes; null: no limit.</summary>
    public long? CacheLimitOf(ParseResult result) => result.GetValue(CacheLimit) is { } text ? ByteSize.Parse(text) : null;

    /// <summary>The hosts.</summary>
    public ImmutableArray<string> AllowedHostsOf(ParseResult result) => [.. result.GetValue(AllowedHosts) ?? []];

    private static void RefuseEmpty(OptionResult result)
    {
        if (result.Tokens.Any(token => token.Value.Length == 0))
            result.AddError($"{result.Option.Name} is empty.");
    }

    private static string UserCache()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
            return cache;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? Path.Join(home, ".cache") : Path.GetTempPath();
    }
}
