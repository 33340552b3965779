using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Slipway.Runtime.Onnx.Providers;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>The options of <c>serve</c>, as decision 0001 lists them.</summary>
internal sealed class ServeOptions
{
    private readonly ModelOptions _model = new();
    private readonly SchedulingOptions _scheduling = new();
    private readonly GatewayTrustOptions _gateway = new();

    private readonly Option<string?> _name = new("--model-name") { Description = "Name in /v2/models/{name}. Default: the file's name." };

    private readonly Option<string> _version = new("--model-version") { Description = "Version in /v2/models/{name}/versions/{version}.", DefaultValueFactory = _ => "1" };

    private readonly Option<string[]> _providers = new("--execution-provider")
    {
        Description = $"Repeated, in order of preference: {string.Join(", ", ExecutionProviders.Names)}. Without CPU it fails closed.",
        DefaultValueFactory = _ => ["CPU"],
    };

    private readonly Option<TimeSpan> _drainDelay = DurationOption.Create("--drain-delay", "10s", "After SIGTERM: unready, but still serving.");

    private readonly Option<TimeSpan> _drainTimeout = DurationOption.Create("--drain-timeout", "30s", "Then: how long requests in flight may take.");

    private readonly Option<TimeSpan> _requestTimeout =
        DurationOption.Create("--request-timeout", "60s", "How long a request may wait and run together; 0: for ever.");

    private readonly Option<int> _httpPort = Port("--http-port", 8080, "Port of the V2 protocol.");

    private readonly Option<int> _grpcPort = Port("--grpc-port", 9000, "Port of the V2 protocol over gRPC; 0: not offered.", min: 0);

    private readonly Option<int> _adminPort = Port("--admin-port", 9090, "Port of /metrics, /livez, /readyz and /status.");

    private readonly Option<string?> _listenAddress = new("--listen-address") { Description = "Address to listen on. Default: all of the machine." };

    private readonly Option<bool> _exitWithParent = new("--exit-with-parent")
    {
        Description = "End at once when standard input ends, which the parent process keeps open as long as it lives.",
    };

    public void AddTo(Command command)
    {
        _model.AddTo(command);
        _scheduling.AddTo(command);
        _gateway.AddTo(command);
        Option[] options =
        [
            _name, _version, _providers, _drainDelay, _drainTimeout, _requestTimeout, _httpPort, _grpcPort, _adminPort, _listenAddress, _exitWithParent,
        ];
        foreach (var option in options)
            command.Options.Add(option);
        _name.Validators.Add(RequireName);
        _version.Validators.Add(RequireName);
        _providers.Validators.Add(result =>
        {
            foreach (var unknown in result.Tokens.Where(token => ExecutionProviders.Normalize(token.Value) is null))
                result.AddError($"Unknown execution provider '{unknown.Value}'; known are {string.Join(", ", ExecutionProviders.Names)}.");
        });
        _listenAddress.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..] && !IPAddress.TryParse(text, out _))
                result.AddError($"--listen-address must be an IP address, not '{text}'.");
        });
        command.Validators.Add(result =>
        {
            var (http, grpc, admin) = (result.GetValue(_httpPort), result.GetValue(_grpcPort), result.GetValue(_adminPort));
            if (http == admin)
                result.AddError("--http-port and --admin-port must differ.");
            if (grpc == http || grpc == admin)
                result.AddError("--grpc-port must differ from --http-port and --admin-port.");
        });
    }

    /// <summary>Reads what was parsed without errors.</summary>
    public ServeArguments Read(ParseResult result)
    {
        var source = _model.SourceOf(result);
        return new ServeArguments
        {
            ModelName = result.GetValue(_name) ?? NameFrom(source.Uri),
            ModelVersion = result.GetValue(_version)!,
            Source = source,
            ExecutionProviders = [.. result.GetValue(_providers)!.Select(name => ExecutionProviders.Normalize(name)!)],
            CacheDirectory = _model.CacheDirectoryOf(result),
            CacheLimitBytes = _model.CacheLimitOf(result),
            DrainDelay = result.GetValue(_drainDelay),
            DrainTimeout = result.GetValue(_drainTimeout),
            RequestTimeout = result.GetValue(_requestTimeout) is { Ticks: > 0 } timeout ? timeout : null,
            Scheduling = _scheduling.Read(result),
            AllowedHosts = _model.AllowedHostsOf(result),
            Gateway = _gateway.Read(result),
            HttpPort = result.GetValue(_httpPort),
            GrpcPort = result.GetValue(_grpcPort),
            AdminPort = result.GetValue(_adminPort),
            ListenAddress = result.GetValue(_listenAddress) is { } address ? IPAddress.Parse(address) : null,
            ExitWithParent = result.GetValue(_exitWithParent),
            TerminationLog = result.GetValue(_model.TerminationLog),
            ByHand = result.GetValue(_model.File) is not null,
        };
    }

    /// <summary>The last part of a path without its extension, with what a name cannot have replaced.</summary>
    internal static string NameFrom(string uri)
    {
        var path = uri[(uri.IndexOf("://", StringComparison.Ordinal) + 1)..].Split('?', '#')[0].TrimEnd('/');
        var name = Path.GetFileNameWithoutExtension(Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]));
        return name.Length == 0 ? "model" : string.Concat(name.Select(character => IsNameCharacter(character) ? character : '-'));
    }

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    private static void RequireName(OptionResult result)
    {
        if (result.Tokens is [{ Value: var value }, ..] && (value.Length is 0 or > 256 || !value.All(IsNameCharacter)))
            result.AddError($"{result.Option.Name} must be 1 to 256 letters, digits, '-', '_' or '.'.");
    }

    private static Option<int> Port(string name, int port, string description, int min = 1)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => port };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..]
                && (!int.TryParse(text, CultureInfo.InvariantCulture, out var value) || value < min || value > 65535))
                result.AddError($"{name} must be a port from {min} to 65535, not '{text}'.");
        });
        return option;
    }
}
