using System.Collections.Immutable;
using Slipway.Runtime.Serving;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Onnx.Tests.Providers;

/// <summary>The published CUDA library on a machine without CUDA: what the loader says must reach the user.</summary>
public sealed class CudaLibraryTests
{
    private static readonly OnnxOptions WithLibrary = new()
    {
        ProviderDirectories = [Path.Join(RepositoryPaths.NodeModules, "com.github.asus4.onnxruntime.linux-x64-gpu/Plugins/Linux/x64")],
    };

    private static bool CudaIsInstalled => Directory.Exists("/usr/local/cuda");

    [Fact]
    public async Task Row_40_without_the_CUDA_libraries_the_load_fails_with_the_loaders_message()
    {
        var failure = await Loads.FailureAsync(RealModels.OcrClassifier, WithLibrary, Providers("CUDA"));

        failure.Reason.ShouldBe(StartFailureReason.ProviderUnavailable);
        failure.Message.ShouldContain(CudaIsInstalled ? "CUDA" : "libcublasLt.so.13: cannot open shared object file: No such file or directory");
    }

    [Fact]
    public async Task Row_40_with_CPU_listed_the_CPU_serves_and_the_report_says_why()
    {
        var result = await Loads.TryAsync(RealModels.OcrClassifier, WithLibrary, Providers("CUDA", "CPU"));

        await using var backend = result.Backend!;
        backend.Provider.Requested.ShouldBe(["CUDA", "CPU"]);
        backend.Provider.Active.ShouldBe("CPU");
        backend.Provider.Message!.ShouldStartWith("CUDA: ");
    }

    [Fact]
    public async Task An_image_without_the_library_says_where_it_was_looked_for()
    {
        var onnx = new OnnxOptions { ProviderDirectories = ["/opt/nothing"] };

        var failure = await Loads.FailureAsync(RealModels.OcrClassifier, onnx, Providers("CUDA"));

        failure.Message.ShouldContain("libonnxruntime_providers_cuda.so is not in this image (/opt/nothing)");
    }

    private static BackendOptions Providers(params ImmutableArray<string> names) => new() { ExecutionProviders = names };
}
