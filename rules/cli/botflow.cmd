@echo off
rem botflow COMMAND ...: starts botflow.jar, which lies beside this file, in target\ or in ..\lib. At the first call the JVM
rem writes the classes it loads into an archive in %LOCALAPPDATA%\botflow, and starts with it from then on.
rem   JAVA_HOME      the Java to run with; else java of the PATH
rem   BOTFLOW_JAVA   options of the JVM, such as -Xmx2g
rem   BOTFLOW_CACHE  the cache folder; off for none
setlocal EnableExtensions DisableDelayedExpansion

set "jar="
for %%J in ("%~dp0botflow.jar" "%~dp0target\botflow.jar" "%~dp0..\lib\botflow.jar") do (
  if not defined jar if exist "%%~fJ" set "jar=%%~fJ"
)
if not defined jar (
  echo botflow: expected botflow.jar beside %~f0, in target or in ..\lib, but found none 1>&2
  exit /b 2
)

set "java=java"
set "made_of="
if not defined JAVA_HOME goto no_home
set "java=%JAVA_HOME%\bin\java"
for /f "tokens=2 delims==" %%V in ('findstr /b JAVA_RUNTIME_VERSION= "%JAVA_HOME%\release" 2^>nul') do set "made_of=%%~V"
:no_home
for %%F in ("%jar%") do set "made_of=%made_of%-%%~zF-%%~tF"
for %%C in (" " ":" "/" "." "+") do call set "made_of=%%made_of:%%~C=_%%"

set "cache=%BOTFLOW_CACHE%"
if not defined cache if defined LOCALAPPDATA set "cache=%LOCALAPPDATA%\botflow"
if not defined cache set "cache=off"

set "archive=%cache%\botflow-%made_of%.jsa"
if not "%cache%"=="off" if exist "%archive%" (
  "%java%" -XX:+UseSerialGC -Xshare:auto "-XX:SharedArchiveFile=%archive%" -Xlog:disable %BOTFLOW_JAVA% -jar "%jar%" %*
  goto :leave
)
"%java%" -XX:+UseSerialGC %BOTFLOW_JAVA% -jar "%jar%" %*
set "status=%ERRORLEVEL%"
if "%cache%"=="off" exit /b %status%
if not exist "%cache%" mkdir "%cache%" 2>nul
if not exist "%cache%" exit /b %status%
set "new=%archive%.%RANDOM%"
"%java%" -XX:+UseSerialGC "-XX:ArchiveClassesAtExit=%new%" -Xlog:disable -jar "%jar%" warm-up >nul 2>nul
if errorlevel 1 (
  if exist "%new%" del /q "%new%" 2>nul
  exit /b %status%
)
if exist "%new%" (
  del /q "%cache%\botflow-*.jsa" 2>nul
  move /y "%new%" "%archive%" >nul 2>nul
)
exit /b %status%

:leave
exit /b %ERRORLEVEL%
