@echo off
rem botflow COMMAND ...: starts botflow.jar, which lies beside this file, in target\ or in ..\lib. At the first call the JVM
rem writes the classes it loads into an archive in %LOCALAPPDATA%\botflow, and starts with it from then on.
rem   JAVA_HOME      the Java to run with; else java of the PATH
rem   BOTFLOW_JAVA   options of the JVM, such as -Xmx2g
rem   BOTFLOW_CACHE  the cache folder; off for none
rem No path and no argument stands between round brackets: one of its own would end them.
setlocal EnableExtensions DisableDelayedExpansion

set "jar="
for %%J in ("%~dp0botflow.jar" "%~dp0target\botflow.jar" "%~dp0..\lib\botflow.jar") do (
  if not defined jar if exist "%%~fJ" set "jar=%%~fJ"
)
if not defined jar goto no_jar

set "java="
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if not defined JAVA_HOME for %%P in (java.exe) do set "java=%%~$PATH:P"
if not defined java goto no_java
if not exist "%java%" goto no_java

set "cache=%BOTFLOW_CACHE%"
if not defined cache if defined LOCALAPPDATA set "cache=%LOCALAPPDATA%\botflow"
if not defined cache set "cache=off"

rem A short run is over before the slower, better compiler would pay; one that plays many events or stays is not.
set "options=-Xshare:auto -XX:TieredStopAtLevel=1"
for %%C in (play test report chat workbench diff) do if "%~1"=="%%C" set "options=-Xshare:auto"
set "gc=-XX:+UseSerialGC"
if not defined BOTFLOW_JAVA goto options_known
echo %BOTFLOW_JAVA%| findstr /c:"GC" >nul && set "gc="
:options_known

rem An archive's name says what Java and jar were like when it was made, and how long it is.
set "made_of="
for %%F in ("%java%" "%jar%") do call set "made_of=%%made_of%%-%%~zF-%%~tF"
for %%C in (" " ":" "/" "." "," "+") do call set "made_of=%%made_of:%%~C=_%%"
set "name=%cache%\botflow%made_of%"
set "archive="
if "%cache%"=="off" goto first
for %%A in ("%name%.*.jsa") do call :whole "%%~fA" "%%~nA" "%%~zA"
if not defined archive goto first

"%java%" %options% %gc% "-XX:SharedArchiveFile=%archive%" -Xlog:disable %BOTFLOW_JAVA% -jar "%jar%" %*
exit /b %ERRORLEVEL%

:first
"%java%" %options% %gc% %BOTFLOW_JAVA% -jar "%jar%" %*
set "status=%ERRORLEVEL%"
if "%cache%"=="off" exit /b %status%
if not exist "%cache%" mkdir "%cache%" 2>nul
if not exist "%cache%" exit /b %status%
set "new=%name%.%RANDOM%.new"
"%java%" -Xshare:auto %gc% "-XX:ArchiveClassesAtExit=%new%" -Xlog:disable -jar "%jar%" warm-up >nul 2>nul <nul
set "made=%ERRORLEVEL%"
if not exist "%new%" exit /b %status%
if "%made%"=="0" goto keep
if "%made%"=="1" goto keep
if "%made%"=="2" goto keep
del /q "%new%" 2>nul
exit /b %status%
:keep
del /q "%cache%\botflow-*.jsa" 2>nul
for %%N in ("%new%") do move /y "%new%" "%name%.%%~zN.jsa" >nul 2>nul
exit /b %status%

:no_jar
echo botflow: expected botflow.jar beside %~f0, in target or in ..\lib, but found none 1>&2
exit /b 2

:no_java
if not defined java set "java=none"
echo botflow: expected Java 17 or newer in JAVA_HOME or on the PATH, but found %java% 1>&2
exit /b 2

rem An archive that is as long as its name says.
:whole
for %%N in ("%~2") do if "%%~xN"==".%~3" set "archive=%~1"
exit /b 0
