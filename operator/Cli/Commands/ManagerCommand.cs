using System.CommandLine;
using System.CommandLine.Parsing;
using Slipway.Cli.Hosting;
using Slipway.Controllers;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway manager</c>: the operator.</summary>
internal sealed class ManagerCommand
{
    private const string ImageVariable = "SLIPWAY_RUNTIME_IMAGE";

    private readonly ClusterOptions cluster = new();

    private readonly LogOptions log = new();

    private readonly Option<string> runtimeImage = new("--runtime-image")
    {
        Description = $"Image of slipway-runtime, by digest or exact tag, for models that name none. Default: {ImageVariable}",
        HelpName = "IMAGE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ImageVariable) ?? "",
    };

    private readonly Option<string> imagePullPolicy = new("--image-pull-policy")
    {
        Description = "Pull policy of the runtime image",
        HelpName = "POLICY",
        DefaultValueFactory = _ => "IfNotPresent",
    };

    private readonly Option<string[]> imagePullSecrets = Repeated("--image-pull-secret", "NAME", "Secret for pulling the runtime image, in each model's namespace");

    private readonly Option<string[]> namespaces = Repeated("--namespaces", "NAME", "Namespaces to look after. Default: all");

    private readonly Option<string[]> allowHosts =
        Repeated("--allow-host", "HOST", "Host, address or CIDR range that models may come from although it is private; '*': any. Default: none");

    private readonly Option<bool> watchNodes = new("--watch-nodes")
    {
        Description = "Follow nodes and the pods of all namespaces: rollouts then know what the cluster has room for. Default: the scheduler tells",
    };

    private readonly Option<string?> prometheusUrl = new("--prometheus-url")
    {
        Description = "Prometheus that answers queries of spec.rollout.analysis, such as http://prometheus.monitoring:9090. Default: there is none",
        HelpName = "URL",
    };

    private readonly Option<string?> gatewayUrl = new("--gateway-url")
    {
        Description = "Where clients reach the gateway, such as http://gateway.slipway-system. Default: there is none, and each model is reached by its Service",
        HelpName = "URL",
    };

    private readonly Option<string?> gatewayNamespace = new("--gateway-namespace")
    {
        Description = "Namespace of the gateway's pods, from where alone models with spec.access may be reached. Default: any",
        HelpName = "NAME",
    };

    private readonly Option<string?> gatewayKeyFile = new("--gateway-key-file")
    {
        Description = "PEM file with the gateway's public keys or certificates (ECDSA on P-256): new versions answer only who holds one. Read at the start. "
            + "Default: none, and everyone is answered",
        HelpName = "FILE",
    };

    private readonly Option<string[]> gatewayAddresses = new("--gateway-address")
    {
        Description = "Admin address of a gateway that is not a pod of the chart, such as http://127.0.0.1:9090 (repeat for more)",
        HelpName = "URL",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> nodeAutoscaler = new("--node-autoscaler")
    {
        Description = "Nodes are added for replicas that find none, so all that are needed may wait for one",
    };

    private readonly Option<bool> leaderElect = new("--leader-elect")
    {
        Description = "Work only while holding the lease, so that several replicas can run",
        DefaultValueFactory = _ => true,
    };

    private readonly Option<string?> leaseName = new("--lease-name") { Description = $"Name of the lease. Default: {ManagerOptions.Name}", HelpName = "NAME" };

    private readonly Option<string?> leaseNamespace = new("--lease-namespace") { Description = "Namespace of the lease. Default: the pod's, or the kubeconfig's", HelpName = "NAME" };

    private readonly Option<int> workers = Number("--max-concurrent-reconciles", 4, 1, 256, "ModelDeployments worked on at the same time");

    private readonly Option<int> metricsPort = Number("--metrics-port", 8080, 1, 65535, "Port of /metrics");

    private readonly Option<int> healthPort = Number("--health-port", 0, 0, 65535, "Port of /healthz and /readyz; 0: that of /metrics");

    private ManagerCommand()
    {
        imagePullPolicy.AcceptOnlyFromAmong("Always", "IfNotPresent", "Never");
        runtimeImage.Validators.Add(CheckImage);
        gatewayUrl.Validators.Add(CheckUrl);
        prometheusUrl.Validators.Add(CheckUrl);
        gatewayAddresses.Validators.Add(CheckUrl);
        gatewayKeyFile.Validators.Add(CheckKeys);
    }

    public static Command Create()
    {
        var manager = new ManagerCommand();
        var command = new Command("manager", "Run the operator: make the cluster agree with its ModelDeployments.")
        {
            manager.runtimeImage, manager.imagePullPolicy, manager.imagePullSecrets, manager.namespaces, manager.allowHosts, manager.watchNodes,
            manager.prometheusUrl, manager.gatewayUrl, manager.gatewayNamespace, manager.gatewayKeyFile, manager.gatewayAddresses,
            manager.nodeAutoscaler, manager.leaderElect, manager.leaseName, manager.leaseNamespace, manager.workers, manager.metricsPort, manager.healthPort,
        };
        manager.cluster.AddTo(command);
        manager.log.AddTo(command);
        command.SetAction(manager.RunAsync);
        return command;
    }

    private static Option<string[]> Repeated(string name, string value, string description) => new(name)
    {
        Description = $"{description} (repeat for more)",
        HelpName = value,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    private static Option<int> Number(string name, int standard, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
                result.AddError($"{name} must be from {least} to {most}, not {value}");
        });
        return option;
    }

    private static void CheckImage(OptionResult result)
    {
        var image = result.GetValueOrDefault<string>();
        if (string.IsNullOrEmpty(image))
            result.AddError($"--runtime-image (or {ImageVariable}) is missing: models that name no image of their own need it");
        else if (ImageReference.Fault(image) is { } fault)
            result.AddError($"--runtime-image: {fault}");
    }

    private static void CheckUrl(OptionResult result)
    {
        foreach (var text in result.Tokens.Select(token => token.Value).Where(text => !IsWebAddress(text)))
            result.AddError($"{result.Option.Name} must be an address that begins with http:// or https://, not {text}");
    }

    private void CheckKeys(OptionResult result)
    {
        if (result.GetValueOrDefault<string?>() is not { } path)
            return;
        if (PublicKeyFile.Read(path).Problem is { } problem)
            result.AddError($"--gateway-key-file: {path} {problem}");
        if (result.Parent is CommandResult command && command.GetResult(gatewayUrl) is not { Tokens.Count: > 0 })
            result.AddError("--gateway-key-file needs --gateway-url: nobody could reach the models without a gateway");
    }

    /// <summary>What was good when the arguments were checked may have changed since; then no version may be rendered as if there were no keys.</summary>
    private static IReadOnlyList<string> KeysOf(string path) =>
        PublicKeyFile.Read(path) is { Problem: null, Keys: var keys } ? keys : throw new InvalidOperationException($"--gateway-key-file: {path} has been changed while it was read.");

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https");

    private Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var configuration = cluster.Load(result);
        var options = new ManagerOptions
        {
            RuntimeImage = result.GetRequiredValue(runtimeImage),
            ImagePullPolicy = result.GetRequiredValue(imagePullPolicy),
            ImagePullSecrets = result.GetRequiredValue(imagePullSecrets),
            Namespaces = result.GetRequiredValue(namespaces),
            AllowedHosts = result.GetRequiredValue(allowHosts),
            WatchNodes = result.GetValue(watchNodes),
            PrometheusUrl = result.GetValue(prometheusUrl) is { } server ? new Uri(server) : null,
            GatewayUrl = result.GetValue(gatewayUrl) is { } url ? new Uri(url) : null,
            GatewayNamespace = result.GetValue(gatewayNamespace),
            GatewayKeys = result.GetValue(gatewayKeyFile) is { } file ? KeysOf(file) : [],
            GatewayAddresses = [.. result.GetRequiredValue(gatewayAddresses).Select(address => new Uri(address))],
            HasNodeAutoscaler = result.GetValue(nodeAutoscaler),
            LeaderElection = result.GetValue(leaderElect),
            LeaseName = result.GetValue(leaseName),
            LeaseNamespace = result.GetValue(leaseNamespace) ?? (configuration.Source == "in-cluster" ? null : configuration.Namespace),
            MaxConcurrentReconciles = result.GetValue(workers),
        };
        var metrics = result.GetValue(metricsPort);
        var health = result.GetValue(healthPort);
        return ManagerHost.RunAsync(options, configuration, log.Read(result), metrics, health == 0 ? metrics : health, cancellationToken);
    }
}
