namespace Rootline.Services.Framework;

/// <summary>
/// A stateless service of the PSA firmware framework, in the form of its function model: one call, one answer, on the caller's
/// thread. Source: psa-ffm-ipc section 3.
/// </summary>
public interface IServiceFunction
{
    /// <summary>Serves a request.</summary>
    /// <param name="message">Who asks for what.</param>
    /// <returns>The answer; only with <see cref="PsaStatus.Success"/> do the output vectors hold something.</returns>
    PsaStatus Call(ServiceMessage message);
}
