using Slipway.Benchmarks.Operator;
using Slipway.Benchmarks.Operator.Soak;

// bench-operator controller KUBECONFIG        our controller, as a process of its own
// bench-operator run [--sizes 100,1000] [--rounds 3]
// bench-operator soak-controller KUBECONFIG   the controller of the soak
// bench-operator soak [--objects 5000] [--rate 200] [--seconds 300]
if (args is ["controller", var kubeconfig])
    return await ControllerProgram.RunAsync(kubeconfig);
if (args is ["soak-controller", var soaked])
    return await SoakControllerProgram.RunAsync(soaked);
if (args is ["soak", .. var words] && SoakOptions.TryParse(words, out var soak, out var mistake))
    return await SoakRun.RunAsync(soak);
if (args is ["run", .. var rest] && BenchmarkOptions.TryParse(rest, out var options, out var error))
    return await Benchmark.RunAsync(options);
Console.Error.WriteLine("usage: bench-operator run [--sizes 100,1000,5000] [--rounds 3] | soak [--objects 5000] [--rate 200] [--seconds 300]");
return 64;
